import { defineScheme } from './define-scheme.js'

/** b_{l+1}, b_l and b_{l−1} for l ≥ 1; the first ones are 1/3 by convention. */
const next = 'l*(l + 3)/(2*(l + 1)*(l + 2))'
const now = '(l < 2 ? 1/3 : (l - 1)*(l + 2)/(2*l*(l + 1)))'
const before = '(l < 3 ? 1/3 : (l - 2)*(l + 1)/(2*(l - 1)*l))'
const mu = `(2*l + 1)/(l + 1)*${next}/${now}`
const nu = `l/(l + 1)*${next}/${before}`

/**
 * Runge–Kutta–Legendre super time stepping of second order:
 * a cycle of L ≥ 2 steps covers the time τ(L² + L − 2)/4, where `tau` is a step of the explicit scheme,
 * stable for τ ≤ 2/(g_max‖K‖²). Besides the iterates it reads the start of the cycle and the flux there.
 *
 * With j = l + 1, b₀ = b₁ = b₂ = 1/3, b_j = (j² + j − 2)/(2j(j + 1)) and a_j = 1 − b_j:
 * μ_j = (2j − 1)/j · b_j/b_{j−1}, ν_j = −(j − 1)/j · b_j/b_{j−2}, the weights of τ·flux and τ·startFlux are −μ_j and
 * a_{j−1}μ_j, and `start` has what is missing to 1. The first step is u − τ·flux/3. For the first order see `rkl1`.
 *
 * Source: Meyer, Balsara, Aslam 2014.
 */
export const rkl2 = defineScheme({
  name: 'rkl2',
  parameters: { tau: { default: 0.25, domain: 'positive' } },
  length: 5,
  update: `${mu}*(u - tau*flux + (1 - ${now})*tau*startFlux) - ${nu}*previous + (1 - ${mu} + ${nu})*start`,
  first: 'u - tau*flux/3',
  time: 'tau*(L^2 + L - 2)/4',
  order: 2,
  source: 'Meyer, Balsara, Aslam 2014',
})
