import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Charbonnier diffusivity 1/√(1 + r²/λ²) (T20, Table 3, row 2): convex regulariser, monotone flux.
 *
 * The regulariser is 2λ²√(1 + r²/λ²) − 2λ² without its cancellation for |r| ≪ λ. The shrinkage function is the table's
 * for τ = 1/4, and r(1 − 4τ g(√2 r)) for every τ, again without cancellation.
 */
export const charbonnier = defineNonlinearity({
  name: 'charbonnier',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: '1/sqrt(1 + (r/lambda)^2)',
  regulariser: '2*r^2/(1 + sqrt(1 + (r/lambda)^2))',
  shrinkage: 'r*(1 - 4*tau + 4*tau*2*(r/lambda)^2/(1 + 2*(r/lambda)^2 + sqrt(1 + 2*(r/lambda)^2)))',
  activation: 'r/sqrt(1 + (r/lambda)^2)',
  source: 'T20, Table 3; Charbonnier, Blanc-Féraud, Aubert, Barlaud 1994',
  gMax: 1,
  lipschitz: 1,
  monotone: true,
})
