import type { Image } from '@numeural/core'
import { addGaussianNoise } from '@numeural/datasets'
import { type DenoiseResult, denoise } from '@numeural/denoising'
import { explicit } from '@numeural/schemes'
import type { DemoContext } from '../progress.js'

/** A photograph with noise, and without it again. */
export interface DenoisePart {
  readonly noisy: Image
  readonly result: DenoiseResult & { readonly image: Image }
  readonly seconds: number
}

/**
 * Adds noise of standard deviation `noise` and removes it with `denoise`, which is not told the noise level.
 * By the explicit scheme, whose certificate proves most:
 * the Euclidean norm and the maximum–minimum principle of the nonlinear steps themselves.
 */
export async function denoisePart(
  { seed, backend, signal, report }: DemoContext,
  image: Image,
  noise: number,
): Promise<DenoisePart> {
  const started = performance.now()
  report({ part: 'denoising', done: 0, total: 1, detail: `noise of standard deviation ${noise}` })
  const noisy = addGaussianNoise(image, noise, { seed })
  const result = await denoise(noisy, {
    scheme: explicit,
    reference: image,
    backend,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ step, steps }) => report({ part: 'denoising', done: step, total: steps, detail: '' }),
  })
  return { noisy, result, seconds: (performance.now() - started) / 1000 }
}
