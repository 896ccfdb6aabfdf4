import { peronaMalik } from '@numeural/activations'
import type { Backend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { differenceNetwork, explicit, modelOf } from '@numeural/schemes'
import { evaluate } from '@numeural/training'

/** What the classical method is measured with. */
export interface ClassicalSettings {
  /** Step size; the bound of the explicit scheme with forward differences is 0.5. */
  readonly tau: number
  /** Contrast in grey values. */
  readonly lambda: number
}

/**
 * PSNR in dB of classical explicit Perona–Malik diffusion:
 * forward differences and as many steps as the network has blocks.
 */
export async function classicalBaseline(
  backend: Backend,
  pairs: SignalPairs,
  steps: number,
  parameters: ClassicalSettings,
): Promise<number> {
  const network = differenceNetwork({
    scheme: explicit,
    activation: peronaMalik,
    shape: pairs.noisy.shape,
    blocks: steps,
    parameters: { ...parameters },
  })
  const { psnr } = await evaluate(modelOf(network), pairs, { backend })
  return psnr.test
}
