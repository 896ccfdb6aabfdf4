import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Truncated total variation diffusivity, Huber regulariser, soft shrinkage (T20, Table 3, row 3). The flux is r up to
 * √2·θ, constant beyond; in the table |r| is meant where the conditions have r.
 */
export const truncatedTv = defineNonlinearity({
  name: 'truncated-tv',
  parameters: { theta: { default: 1, domain: 'positive', role: 'contrast' } },
  shrinkage: 'abs(r) <= theta ? (1 - 4*tau)*r : r - 4*tau*theta*sign(r)',
  diffusivity: 'abs(r) <= sqrt(2)*theta ? 1 : sqrt(2)*theta/abs(r)',
  regulariser: 'abs(r) <= sqrt(2)*theta ? r^2 : 2*theta*(sqrt(2)*abs(r) - theta)',
  activation: 'abs(r) <= sqrt(2)*theta ? r : sqrt(2)*theta*sign(r)',
  source: 'T20, Table 3; Huber 1973, Rudin, Osher, Fatemi 1992, Donoho 1995',
  gMax: 1,
  lipschitz: 1,
  monotone: true,
})
