import { defineNonlinearity } from '../nonlinearity.js'

/**
 * The rectified linear unit max(0, r), an activation only (C21, sec. 7.1): it is not odd, so it belongs to no even
 * regulariser and no odd shrinkage function. Its g(r) = Φ(r)/r is the unit step; g(0) does not exist (0 from the left,
 * 1 from the right) and has the value 0 by convention, as has Φ'(0).
 */
export const relu = defineNonlinearity({
  name: 'relu',
  activation: 'max(0, r)',
  diffusivity: 'r > 0 ? 1 : 0',
  activationOnly: true,
  source: 'C21, sec. 7.1; Nair, Hinton 2010',
  gMax: 1,
  lipschitz: 1,
  monotone: true,
})
