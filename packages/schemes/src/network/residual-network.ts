import { residualGraph } from '../figure/residual-graph.js'
import { createParametrisation } from '../parametrisation/parametrisation.js'
import type { ResidualNetwork } from './block-network.js'
import type { ResidualSettings } from './block-settings.js'
import { describeResidualNetwork } from './description.js'
import { blocksText, kernelSizeText } from './figure-texts.js'
import { geometryOf } from './geometry-of.js'
import { signalChannels } from './lifting.js'
import type { ResidualNetworkOptions } from './options.js'
import { residualParts } from './residual-parts.js'
import { residualSettings } from './settle-options.js'
import { traceResidualNetwork } from './trace-residual-network.js'

/**
 * The standard residual network, the baseline of C21: blocks u⁺ = σ₂(u + W₂ σ₁(W₁u + b₁) + b₂) (eq. 6) with σ₂ = Id,
 * σ₁ = Φ, and W₁, W₂, b₁, b₂ trained. Nothing is normalised and no stability is guaranteed.
 *
 * @throws ParameterError, FormulaError for options or nonlinearities that do not fit; the message names them
 */
export function residualNetwork(options: ResidualNetworkOptions): ResidualNetwork {
  return buildResidualNetwork(residualSettings('residualNetwork', options))
}

/** A standard residual network from settings that have been checked. */
export function buildResidualNetwork(settings: ResidualSettings): ResidualNetwork {
  const { weights, blocks, nonlinearity } = settings
  const sets = weights === 'shared' ? 1 : blocks
  const parts = Array.from({ length: sets }, (_, block) => residualParts(settings, block)).flat()
  const parametrisation = createParametrisation(parts, { start: weights === 'dynamic' ? 'equal' : 'own' })
  const { layout } = parametrisation
  return Object.freeze({
    ...settings,
    kind: 'residual',
    inputChannels: signalChannels(settings),
    outputChannels: signalChannels(settings),
    geometry: geometryOf(settings),
    parametrisation,
    get description() {
      return describeResidualNetwork(settings)
    },
    trace: (builder, u, observe) => traceResidualNetwork(settings, layout, builder, u, observe),
    figure: () => residualGraph(`residual: ${blocksText(settings)}`, kernelSizeText(settings), nonlinearity.name),
  } satisfies ResidualNetwork)
}
