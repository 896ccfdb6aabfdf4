import { defineScheme } from '@numeural/schemes'

/**
 * Leapfrog, u⁺ = u⁻ − 2Δ·flux, is unstable for diffusion.
 * Blending the iterate with the one before it damps the mode that grows; the weights γ and 1 − γ add up to 1.
 * With the flux frozen it is stable for 0 < γ ≤ 1 and τρ ≤ 2:
 * as γ → 0 it becomes leapfrog with Δ = γτ/2, for γ = 1 it is the explicit scheme.
 */
export const filteredLeapfrog = defineScheme({
  name: 'filtered-leapfrog',
  parameters: { tau: { default: 0.25, domain: 'positive' }, gamma: { default: 0.5, domain: 'unit' } },
  update: 'gamma*u + (1 - gamma)*previous - gamma*tau*flux',
  first: 'u - gamma*tau/(2 - gamma)*flux',
  time: 'gamma*tau/(2 - gamma)',
  order: 1,
})
