import { type Graph, switchingDifferences } from '@numeural/formula'
import { vectorEvaluator } from './scalar-evaluator.js'

/**
 * The points of (0, limit) where a graph switches pieces, in increasing order:
 * sign changes of a − b for every comparison (also in min and max), and of a for every abs(a) and sign(a).
 * Found by sampling eight times an octave and bisection to neighbouring floats;
 * switches closer together than that can be missed, so a rule that must not miss any does not rest on this.
 *
 * @param values a number for every input but r
 */
export function thresholds(graph: Graph, values: Readonly<Record<string, number>>, limit: number): number[] {
  const differences = switchingDifferences(graph)
  if (differences.outputs.length === 0) return []
  const evaluate = vectorEvaluator(differences, values)
  const points = samples(limit)
  const rows = points.map((point) => Float64Array.from(evaluate(point)))
  const found: number[] = []
  for (let k = 1; k < points.length; k++) {
    for (let index = 0; index < differences.outputs.length; index++) {
      const [before, after] = [rows[k - 1][index], rows[k][index]]
      if (before > 0 === after > 0 && before < 0 === after < 0) continue
      found.push(bisect((r) => evaluate(r)[index], points[k - 1], points[k]))
    }
  }
  return [...new Set(found)].sort((a, b) => a - b)
}

/** limit·2^(−k/8) down to limit·2^−40, increasing. */
function samples(limit: number): number[] {
  return Array.from({ length: 321 }, (_, k) => limit * 2 ** ((k - 320) / 8))
}

/** Where f leaves the sign that it has at `low`, up to neighbouring floats. */
function bisect(f: (r: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low))
  let [a, b] = [low, high]
  for (;;) {
    const middle = a + (b - a) / 2
    if (middle <= a || middle >= b) return b
    if (Math.sign(f(middle)) === sign) a = middle
    else b = middle
  }
}
