import type { Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { createParametrisation } from '../parametrisation/parametrisation.js'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import type { SchemeNetworkDescription } from './description.js'
import type { Network } from './network.js'
import { nonlinearityFrom } from './nonlinearity-from.js'
import { schemeFrom } from './scheme-from.js'
import { schemeParts } from './scheme-parts.js'
import { traceSchemeNetwork } from './trace-scheme-network.js'

/**
 * A network of steps of a scheme from its checked description.
 *
 * @throws ParameterError `COUPLED_ACTIVATION` for coupled channels with an activation that is no g(|r|)·r (relu)
 */
export function buildSchemeNetwork(description: SchemeNetworkDescription): Network {
  const nonlinearity = nonlinearityFrom(description.activation)
  if (description.coupled) requireDiffusivity(nonlinearity)
  const scheme = schemeFrom(description.scheme)
  const analysis = analyseScheme(scheme)
  const parametrisation = createParametrisation(schemeParts(description, scheme, nonlinearity), {
    start: description.weights === 'dynamic' ? 'equal' : 'own',
  })
  return {
    description,
    parametrisation,
    trace: (builder, u, observe) =>
      traceSchemeNetwork({
        description,
        analysis,
        nonlinearity,
        layout: parametrisation.layout,
        builder,
        input: u,
        observe,
      }),
  }
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
