import { type BlockNetwork, explicit, residualNetwork, schemeNetwork, symmetricResNet } from '@numeural/schemes'
import { unknownName } from '../options/choice.js'
import type { Session } from '../session/session.js'
import { chooseNonlinearity } from './choose-nonlinearity.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/** The untrained network that the options of `train denoise` describe. */
export async function buildNetwork(session: Session, options: TrainDenoiseOptions): Promise<BlockNetwork> {
  const registry = await session.registry()
  const { architecture, blocks, channels, kernelWidth, weights, norm } = options
  const known = ['symmetric', 'resnet', ...registry.schemes.map(({ name }) => name)]
  if (!known.includes(architecture)) {
    throw unknownName('--architecture', architecture, known)
  }
  const scheme =
    architecture === 'resnet' ? undefined : architecture === 'symmetric' ? explicit : registry.scheme(architecture)
  const activation = await chooseNonlinearity(session, options, scheme)
  const common = {
    dimension: 1,
    blocks,
    channels,
    kernel: { width: kernelWidth },
    weights,
    activation,
    // Where the training starts from.
    parameters: options.parameter,
  } as const
  if (scheme === undefined) return residualNetwork(common)
  if (architecture === 'symmetric') return symmetricResNet({ ...common, norm })
  // All blocks are one cycle, with weights such as FSI's α trained for each (C21 sec. 7.1).
  const cycle = scheme.length === null ? {} : { length: blocks }
  return schemeNetwork({ ...common, norm, scheme, ...cycle })
}
