import type { Graph } from '@numeural/formula'
import { integrate } from './gauss-kronrod.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { thresholds } from './thresholds.js'

const tolerance = 1e-12
const octaves = 60

/**
 * r ↦ ∫₀ʳ of an odd graph. The interval is cut where the graph switches pieces and into octaves, so that an integrand
 * concentrated at any scale between r·2^−60 and r is seen; what lies below is under the tolerance for a bounded g.
 *
 * @param values a number for every input but r
 */
export function integrateFromZero(graph: Graph, values: Readonly<Record<string, number>>): (r: number) => number {
  const f = scalarEvaluator(graph, values)
  return (r) => {
    const limit = Math.abs(r)
    if (limit === 0 || !Number.isFinite(limit)) return limit === 0 ? 0 : Number.NaN
    const cuts = Array.from({ length: octaves + 1 }, (_, k) => limit * 2 ** (k - octaves))
    cuts.push(...thresholds(graph, values, limit))
    cuts.sort((a, b) => a - b)
    let sum = 0
    for (let k = 1; k < cuts.length; k++) {
      if (cuts[k] > cuts[k - 1]) sum += integrate(f, cuts[k - 1], cuts[k], tolerance)
    }
    return sum
  }
}
