import { createParametrisation } from '../parametrisation/parametrisation.js'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import { defineScheme } from '../scheme/define-scheme.js'
import type { SchemeNetworkDescription } from './description.js'
import type { Network } from './network.js'
import { nonlinearityFrom } from './nonlinearity-from.js'
import { schemeParts } from './scheme-parts.js'
import { traceSchemeNetwork } from './trace-scheme-network.js'

/** A network of steps of a scheme from its checked description. */
export function buildSchemeNetwork(description: SchemeNetworkDescription): Network {
  const nonlinearity = nonlinearityFrom(description.activation)
  const scheme = defineScheme(description.scheme)
  const analysis = analyseScheme(scheme)
  const parametrisation = createParametrisation(schemeParts(description, scheme, nonlinearity))
  return {
    description,
    parametrisation,
    trace: (builder, u, observe) =>
      traceSchemeNetwork({ description, analysis, nonlinearity, layout: parametrisation.layout, builder, input: u, observe }),
  }
}
