import type { Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { schemeGraph } from '../figure/scheme-graph.js'
import { createParametrisation } from '../parametrisation/parametrisation.js'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import type { SchemeNetwork } from './block-network.js'
import type { SchemeSettings } from './block-settings.js'
import { describeSchemeNetwork } from './description.js'
import { blocksText, kernelText } from './figure-texts.js'
import { geometryOf } from './geometry-of.js'
import { signalChannels } from './lifting.js'
import type { SchemeNetworkOptions } from './options.js'
import { schemeParts } from './scheme-parts.js'
import { schemeSettings } from './settle-options.js'
import { traceSchemeNetwork } from './trace-scheme-network.js'

/**
 * A network that chains steps of a scheme for ∂u/∂t = −KᵀΦ(Ku). K is trained and normalised (or fixed), τ is kept
 * below the Euclidean bound of the explicit scheme, 2/(g_max‖K‖²), and every parameter stays in its domain.
 *
 * @throws ParameterError, FormulaError for options, schemes or nonlinearities that do not fit; the message names them
 */
export function schemeNetwork(options: SchemeNetworkOptions): SchemeNetwork {
  return buildSchemeNetwork(schemeSettings('schemeNetwork', options))
}

/**
 * A network of steps of a scheme from settings that have been checked.
 *
 * @throws ParameterError `COUPLED_ACTIVATION` for coupled channels with an activation that is no g(|r|)·r (relu)
 */
export function buildSchemeNetwork(settings: SchemeSettings): SchemeNetwork {
  const { scheme, nonlinearity, coupled, length, weights } = settings
  if (coupled) requireDiffusivity(nonlinearity)
  const analysis = analyseScheme(scheme)
  const start = weights === 'dynamic' ? 'equal' : 'own'
  const parametrisation = createParametrisation(schemeParts(settings), { start })
  const { layout } = parametrisation
  return Object.freeze({
    ...settings,
    kind: 'scheme',
    inputChannels: signalChannels(settings),
    outputChannels: signalChannels(settings),
    geometry: geometryOf(settings),
    parametrisation,
    get description() {
      return describeSchemeNetwork(settings)
    },
    trace: (builder, input, observe) => traceSchemeNetwork({ settings, analysis, layout, builder, input, observe }),
    figure: (values, texts) =>
      schemeGraph(
        scheme,
        {
          title: `${scheme.name}: ${blocksText(settings)}`,
          kernel: `K ${kernelText(settings)}`,
          activation: coupled ? `${nonlinearity.name}, coupled` : nonlinearity.name,
          transposed: 'Kᵀ',
          values: length === null ? values : { L: length, ...values },
        },
        texts,
      ),
  } satisfies SchemeNetwork)
}

function requireDiffusivity({ name, activationOnly }: Nonlinearity): void {
  if (!activationOnly) return
  throw new ParameterError(`The activation '${name}' cannot couple channels.`, {
    code: 'COUPLED_ACTIVATION',
    given: name,
    allowed: 'nonlinearities with a diffusivity',
    hint: 'Coupled channels need g(|Ku|): leave coupled off, or choose another nonlinearity.',
  })
}
