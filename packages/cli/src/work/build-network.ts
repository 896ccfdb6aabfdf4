import { relu } from '@numeural/activations'
import { fmgNetwork, singleGridNetwork, unet } from '@numeural/multigrid'
import { explicit, isImplicit, type Network, residualNetwork, schemeNetwork, symmetricResNet } from '@numeural/schemes'
import { UsageError } from '../errors/usage-error.js'
import { unknownName } from '../options/choice.js'
import { isDefined } from '../options/define-option.js'
import type { Session } from '../session/session.js'
import { chooseNonlinearity } from './choose-nonlinearity.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/** The untrained network that the options of `train denoise` describe. */
export async function buildNetwork(session: Session, options: TrainDenoiseOptions): Promise<Network> {
  const registry = await session.registry()
  const { architecture, blocks, channels, kernelWidth, weights, norm } = options
  if (architecture in grids) return await gridNetwork(session, options, architecture as keyof typeof grids)
  // Implicit steps are solved, not trained.
  const schemes = registry.schemes.filter((scheme) => !isImplicit(scheme)).map(({ name }) => name)
  const known = ['symmetric', 'resnet', ...schemes, ...Object.keys(grids)]
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

/** Networks of convolutions on grids. */
const grids = { unet, fmg: fmgNetwork, 'single-grid': singleGridNetwork } as const

/** A network on grids: `--blocks` convolutions in a row on every grid, with ReLU unless told otherwise. */
async function gridNetwork(
  session: Session,
  options: TrainDenoiseOptions,
  architecture: keyof typeof grids,
): Promise<Network> {
  const { blocks, channels, kernelWidth, weights, parameter, activation, define } = options
  const [superfluous] = Object.keys(isDefined(define) ? {} : parameter)
  if (superfluous !== undefined) {
    throw new UsageError(
      `--parameter ${superfluous}`,
      `the kernels of ${architecture} are all that is trained; leave it out`,
    )
  }
  if (weights !== 'shared') {
    throw new UsageError(`--weights ${weights}`, `${architecture} has weights of its own for every grid; leave it out`)
  }
  const isChosen = activation !== undefined || isDefined(define)
  return grids[architecture]({
    dimension: 1,
    channels,
    layers: blocks,
    kernelWidth,
    activation: isChosen ? await chooseNonlinearity(session, options) : relu,
    placement: 'cells',
  })
}
