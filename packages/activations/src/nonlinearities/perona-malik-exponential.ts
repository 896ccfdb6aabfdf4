import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Exponential Perona–Malik diffusivity exp(−r²/(2λ²)) (T20, Table 3, row 4). The flux peaks at r = λ and falls beyond,
 * so that edges are enhanced; its steepest fall is −2e^(−3/2) at r = √3·λ.
 */
export const peronaMalikExponential = defineNonlinearity({
  name: 'perona-malik-exponential',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: 'exp(-(r/lambda)^2/2)',
  regulariser: '-2*lambda^2*expm1(-(r/lambda)^2/2)',
  shrinkage: 'r*(1 - 4*tau - 4*tau*expm1(-(r/lambda)^2))',
  activation: 'r*exp(-(r/lambda)^2/2)',
  source: 'T20, Table 3; Perona, Malik 1990',
  gMax: 1,
  lipschitz: 1,
  monotone: false,
})
