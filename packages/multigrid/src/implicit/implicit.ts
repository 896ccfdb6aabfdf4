import { defineScheme } from '@numeural/schemes'
import { multigridSteps } from './multigrid-steps.js'

/**
 * The implicit scheme u⁺ + τKᵀΦ(Ku⁺) = u, every step solved by multigrid:
 * stable for every τ, so that a large time costs few steps. First order in time.
 *
 * Not to be confused with `implicit-fixed-point` (C21 eq. 23), whose iterations converge for small τ only.
 */
export const implicit = defineScheme({
  name: 'implicit',
  parameters: { tau: { default: 1, domain: 'positive', maximum: null } },
  update: 'u - tau*flux',
  time: 'tau',
  order: 1,
  solver: multigridSteps(),
  source: 'Brandt 1977 (FAS); C21 sec. 5',
})
