import { ParameterError } from '@numeural/errors'
import type { ExplicitScheme, ImplicitScheme, Scheme } from './scheme.js'

/** Whether the steps of a scheme are equations that its solver solves. */
export function isImplicit(scheme: Scheme): scheme is ImplicitScheme {
  return scheme.solver !== null && scheme.solver !== undefined
}

/** Refuses implicit schemes where a scheme is unrolled into blocks. */
export function refuseImplicit(scheme: Scheme): asserts scheme is ExplicitScheme {
  if (!isImplicit(scheme)) return
  throw new ParameterError(
    `The scheme '${scheme.name}' is solved by ${scheme.solver.name}: it has no blocks for a network.`,
    {
      code: 'SCHEME_IMPLICIT',
      given: scheme.name,
      allowed: 'schemes whose steps are formulas',
      hint: "Take 'implicit-fixed-point', or denoise with the scheme itself.",
    },
  )
}
