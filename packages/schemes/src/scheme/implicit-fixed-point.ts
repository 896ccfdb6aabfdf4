import { defineScheme } from './define-scheme.js'

/**
 * The implicit scheme u⁺ + τKᵀΦ(Ku⁺) = u by L fixed-point iterations, begun at u: a recurrent block.
 * First order in time;
 * a cycle covers τ whatever L is, and L = 1 is the explicit scheme.
 *
 * The iteration converges if τ·Lip(Φ)·‖K‖² < 1. So it buys no larger step than the explicit scheme has: with the flux
 * frozen and z = τg_max‖K‖², an even L is stable for z ≤ 1, an odd one for zᴸ⁺¹ ≤ 2 + z.
 *
 * Source: C21 eq. 23.
 */
export const implicitFixedPoint = defineScheme({
  name: 'implicit-fixed-point',
  parameters: { tau: { default: 0.25, domain: 'positive', maximum: '1/rho', startsAt: 'bound' } },
  length: 5,
  update: 'start - tau*flux',
  time: 'tau',
  order: 1,
  source: 'C21 eq. 23',
})
