import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Rational Perona–Malik diffusivity 1/(1 + r²/λ²) (C21, eq. 4; not in T20's table, which has the exponential one). The
 * flux peaks at r = λ with the value λ/2; its steepest fall is −1/8 at r = √3·λ.
 */
export const peronaMalik = defineNonlinearity({
  name: 'perona-malik',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: '1/(1 + (r/lambda)^2)',
  regulariser: 'lambda^2*log1p((r/lambda)^2)',
  shrinkage: 'r*(1 - 4*tau + 4*tau*2*(r/lambda)^2/(1 + 2*(r/lambda)^2))',
  activation: 'r/(1 + (r/lambda)^2)',
  source: 'C21, eq. 4; Perona, Malik 1990',
  gMax: 1,
  lipschitz: 1,
  monotone: false,
})
