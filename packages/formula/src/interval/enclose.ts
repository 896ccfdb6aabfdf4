import { ParameterError } from '@numeural/errors'
import { requireInputs } from '../evaluate.js'
import type { Graph } from '../graph.js'
import { Encloser } from './encloser.js'
import type { Enclosure, Interval } from './interval.js'

/**
 * Encloses every output of a graph over a box: all values it takes there lie in the interval, those that
 * `evaluate` computes included.
 *
 * Sums, products, quotients, square roots and integer powers are rounded outwards only if they are not exact; library
 * functions (`exp`, `log`, `sin`, …) are widened by 4 units in the last place. Where `defined` is false the formula may
 * be undefined in the box (a division by 0, the root of a negative number), and the interval speaks of the rest.
 * Overflow to ±∞ inside a formula whose real value is finite is not looked for.
 *
 * @param box an interval for every input, by name
 * @throws ParameterError `INPUT_MISSING`, or `INTERVAL_INVALID` for an interval with NaN or `lo > hi`
 */
export function enclose(graph: Graph, box: Readonly<Record<string, Interval>>): Enclosure[] {
  requireInputs(graph, Object.keys(box))
  for (const [name, interval] of Object.entries(box)) checkInterval(name, interval)
  const encloser = new Encloser(graph, box)
  return graph.outputs.map((output) => encloser.numbers[output])
}

/** Refuses what is no interval. */
export function checkInterval(name: string, { lo, hi }: Interval): void {
  if (lo <= hi) return
  throw new ParameterError(`The box of '${name}' is [${lo}, ${hi}], which is no interval.`, {
    code: 'INTERVAL_INVALID',
    given: [String(lo), String(hi)],
    allowed: 'lo <= hi, neither of them NaN',
    hint: 'Give the lower end first.',
  })
}
