import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Truncated balanced forward–backward diffusivity, garrote shrinkage (T20, Table 3, row 5). The flux falls with slope
 * −1 just outside √2·θ.
 */
export const truncatedBfb = defineNonlinearity({
  name: 'truncated-bfb',
  parameters: { theta: { default: 1, domain: 'positive', role: 'contrast' } },
  shrinkage: 'abs(r) <= theta ? (1 - 4*tau)*r : r - 4*tau*theta*(theta/r)',
  diffusivity: 'abs(r) <= sqrt(2)*theta ? 1 : 2*(theta/r)^2',
  regulariser: 'abs(r) <= sqrt(2)*theta ? r^2 : 2*theta^2*(1 + 2*log(abs(r)/(sqrt(2)*theta)))',
  activation: 'abs(r) <= sqrt(2)*theta ? r : 2*theta*(theta/r)',
  source: 'T20, Table 3; Keeling, Stollberger 2002, Gao 1998',
  gMax: 1,
  lipschitz: 1,
  monotone: false,
})
