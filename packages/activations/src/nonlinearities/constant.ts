import { defineNonlinearity } from '../nonlinearity.js'

/**
 * Linear diffusion: constant diffusivity, Whittaker–Tikhonov regulariser, identity activation (T20, Table 3, row 1).
 */
export const constant = defineNonlinearity({
  name: 'constant',
  diffusivity: '1',
  regulariser: 'r^2',
  shrinkage: '(1 - 4*tau)*r',
  activation: 'r',
  source: 'T20, Table 3; Whittaker 1923, Tikhonov 1963',
  gMax: 1,
  lipschitz: 1,
  monotone: true,
})
