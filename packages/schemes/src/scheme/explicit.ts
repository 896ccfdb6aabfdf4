import { defineScheme } from './define-scheme.js'

/**
 * The explicit scheme u⁺ = u − τ KᵀΦ(Ku), first order in time: the symmetric residual block.
 * Stable in the Euclidean norm for τ ≤ 2/(g_max ‖K‖₂²).
 *
 * Source: C21 eq. 11; T20 eq. 6.
 */
export const explicit = defineScheme({
  name: 'explicit',
  parameters: { tau: { default: 0.25, domain: 'positive' } },
  update: 'u - tau*flux',
  time: 'tau',
  order: 1,
  source: 'C21 eq. 11',
})
