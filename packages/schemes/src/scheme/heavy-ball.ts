import { defineScheme } from './define-scheme.js'

/**
 * Heavy-ball momentum: explicit steps that keep the part β of the last change. First order in time, of which every step
 * covers τ/(1 − β).
 *
 * The first step has no change to keep: it is explicit,
 * with the step size τ/(1 + β) that is stable wherever the others are.
 *
 * Stable in the frozen sense for τ ≤ 2(1 + β)/(g_max‖K‖²). The flux is taken at u; `nesterov` takes it further on.
 *
 * Source: Polyak 1964.
 */
export const heavyBall = defineScheme({
  name: 'heavy-ball',
  parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
  update: 'u - tau*flux + beta*(u - previous)',
  first: 'u - tau/(1 + beta)*flux',
  time: 'tau/(1 - beta)',
  order: 1,
  source: 'Polyak 1964',
})
