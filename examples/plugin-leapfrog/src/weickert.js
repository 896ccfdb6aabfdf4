import { defineNonlinearity } from '@numeural/activations'

/**
 * Weickert's diffusivity: almost 1 up to the contrast λ, then it falls faster than Perona–Malik's,
 * so that noise is removed within regions and their edges stay.
 */
export const weickert = defineNonlinearity({
  name: 'weickert',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / (r/lambda)^8)',
  source: 'Weickert 1998, eq. (5.4)',
})
