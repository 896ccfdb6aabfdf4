import { checkNonlinearity } from './check.js'
import { defaultTau } from './face.js'
import { formulaBounds } from './formula-bounds.js'
import type { Nonlinearity } from './nonlinearity.js'
import type { NonlinearityBounds } from './nonlinearity-bounds.js'
import { type ParameterValues, requireTau, resolveParameters } from './parameter.js'
import { requireNonlinearity } from './require-nonlinearity.js'

/**
 * gMax, L, monotonicity and the smallest slope of a nonlinearity, over all real r.
 * A value that is not certified is still an upper bound (a lower one for `minSlope`).
 * If the formula reads r and a positive parameter only as their quotient the bounds hold for all its values and are
 * computed once; else anew for every value, and kept.
 *
 * L is not gMax, as T20 has it: hard shrinkage has gMax = 1 and L = ∞,
 * Weickert's diffusivity gMax = 1 and a slope of −2.33.
 *
 * @param tau see `fluxGraph`
 */
export function boundsOf(
  nonlinearity: Nonlinearity,
  parameters: ParameterValues = {},
  tau: number = defaultTau,
): NonlinearityBounds {
  requireNonlinearity({ owner: 'boundsOf', option: 'nonlinearity', code: 'NONLINEARITY' }, nonlinearity)
  requireTau(tau)
  const values = resolveParameters(nonlinearity.name, nonlinearity.parameters, parameters)
  checkNonlinearity(nonlinearity)
  return formulaBounds(nonlinearity, values, tau)
}
