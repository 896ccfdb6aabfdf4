import { NumeuralError } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import { integrate } from './gauss-kronrod.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { thresholds } from './thresholds.js'

const tolerance = 1e-12
/** Of x²: the rounding noise of (x − √2 S(x/√2))/(4τ) is of this size, however small Φ is. */
const noise = 1e-15
/** Of r²: what a part of the integral may be wrong by, however small the part is. */
const negligible = 1e-16
/** Of ∫|Φ| + r²: an estimated error beyond it is no result. */
const unacceptable = 1e-8
/** Cuts at limit·4^−k: what lies below the last is a 4^−40th of gMax·limit². */
const cutsTowardsZero = 20

/**
 * r ↦ ∫₀ʳ of an odd graph. The interval is cut where the graph switches pieces and by powers of 4, so that an
 * integrand concentrated at any scale between r·4^−20 and r is seen.
 *
 * @param values a number for every input but r
 * @throws NumeuralError `QUADRATURE_FAILED`, at a call, if the integral does not converge
 */
export function integrateFromZero(graph: Graph, values: Readonly<Record<string, number>>): (r: number) => number {
  const f = scalarEvaluator(graph, values)
  return (r) => {
    const limit = Math.abs(r)
    if (limit === 0 || !Number.isFinite(limit)) return limit === 0 ? 0 : Number.NaN
    const cuts = Array.from({ length: cutsTowardsZero + 1 }, (_, k) => limit * 4 ** -k)
    cuts.push(...thresholds(graph, values, limit))
    cuts.sort((a, b) => a - b)
    let [sum, error, magnitude] = [0, 0, 0]
    for (let k = 1; k < cuts.length; k++) {
      if (cuts[k] === cuts[k - 1]) continue
      const floor = Math.max(noise * cuts[k] ** 2, negligible * limit ** 2)
      const part = integrate(f, cuts[k - 1], cuts[k], tolerance, floor)
      sum += part.integral
      error += part.error
      magnitude += part.magnitude
    }
    if (error > unacceptable * (magnitude + limit ** 2)) throw failed(r, error)
    return sum
  }
}

function failed(r: number, error: number): NumeuralError {
  return new NumeuralError(`The integral of the flux from 0 to ${r} did not converge: its error is about ${error}.`, {
    code: 'QUADRATURE_FAILED',
    given: r,
    allowed: 'a flux that 2000 panels of 15 points resolve, and that keeps its digits near 0',
    hint: 'Give the regulariser as a formula, or write the flux without cancellation near 0, as tanh(r) for 2/(1 + exp(-2*r)) - 1.',
  })
}
