import type { Graph } from '@numeural/formula'
import { integrate } from './gauss-kronrod.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { thresholds } from './thresholds.js'

const tolerance = 1e-12
/** Of r²: the rounding noise of (r − √2 S(r/√2))/(4τ) is of this size, however small Φ is. */
const noise = 1e-15
/** Cuts at limit·4^−k: what lies below the last is a 4^−40th of gMax·limit². */
const cutsTowardsZero = 20

/**
 * r ↦ ∫₀ʳ of an odd graph. The interval is cut where the graph switches pieces and by powers of 4, so that an
 * integrand concentrated at any scale between r·4^−20 and r is seen.
 *
 * @param values a number for every input but r
 */
export function integrateFromZero(graph: Graph, values: Readonly<Record<string, number>>): (r: number) => number {
  const f = scalarEvaluator(graph, values)
  return (r) => {
    const limit = Math.abs(r)
    if (limit === 0 || !Number.isFinite(limit)) return limit === 0 ? 0 : Number.NaN
    const cuts = Array.from({ length: cutsTowardsZero + 1 }, (_, k) => limit * 4 ** -k)
    cuts.push(...thresholds(graph, values, limit))
    cuts.sort((a, b) => a - b)
    let sum = 0
    for (let k = 1; k < cuts.length; k++) {
      if (cuts[k] > cuts[k - 1]) sum += integrate(f, cuts[k - 1], cuts[k], tolerance, noise * cuts[k] ** 2)
    }
    return sum
  }
}
