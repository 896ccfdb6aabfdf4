import { defineScheme } from './define-scheme.js'

/**
 * Runge–Kutta–Legendre super time stepping of first order:
 * a cycle of L steps covers the time τL(L + 1)/2, where `tau` is a step of the explicit scheme,
 * stable for τ ≤ 2/(g_max‖K‖²). For a fixed operator A a cycle is the Legendre polynomial P_L(1 − τA),
 * so that every inner step is stable in the Euclidean norm as well.
 *
 * With j = l + 1 and the paper's time step of a whole cycle, τ L(L + 1)/2: μ_j = (2j − 1)/j, ν_j = (1 − j)/j,
 * μ̃_j = μ_j · 2/(L² + L). The polynomial of `fsi` covers a third less time,
 * but damps high frequencies more: at the limit of τ by 1/(2L + 1), where P_L does not damp at all.
 *
 * Source: Meyer, Balsara, Aslam 2014.
 */
export const rkl1 = defineScheme({
  name: 'rkl1',
  parameters: { tau: { default: 0.25, domain: 'positive' } },
  length: 5,
  update: '(2*l + 1)/(l + 1)*(u - tau*flux) - l/(l + 1)*previous',
  time: 'tau*L*(L + 1)/2',
  order: 1,
  source: 'Meyer, Balsara, Aslam 2014',
})
