import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Truncated quadratic regulariser, hard shrinkage (T20, Table 3, row 6). The flux jumps to 0 at √2·θ:
 * it has no Lipschitz constant, and yet explicit steps with τ ≤ 2/‖K‖² are stable,
 * since stability needs sup g = 1 only.
 */
export const truncatedQuadratic = defineNonlinearity({
  name: 'truncated-quadratic',
  parameters: { theta: { default: 1, domain: 'positive', role: 'contrast' } },
  regulariser: 'abs(r) <= sqrt(2)*theta ? r^2 : 2*theta^2',
  diffusivity: 'abs(r) <= sqrt(2)*theta ? 1 : 0',
  shrinkage: 'abs(r) <= theta ? (1 - 4*tau)*r : r',
  activation: 'abs(r) <= sqrt(2)*theta ? r : 0',
  source: 'T20, Table 3; Geman, Geman 1984, Mallat 1999',
  gMax: 1,
  lipschitz: Infinity,
  monotone: false,
})
