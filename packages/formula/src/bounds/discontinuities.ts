import type { Graph } from '../graph.js'
import type { Interval } from '../interval/interval.js'
import { FunctionEnclosures } from './function-enclosures.js'
import { cutDomain } from './segments.js'

/** A jump of a function. */
export interface Discontinuity {
  readonly at: number
  /** Encloses the limit from the left. */
  readonly left: Interval
  /** Encloses the limit from the right. */
  readonly right: Interval
}

/**
 * The jumps of a graph's one output inside an interval: thresholds of conditions (and 0) where the one-sided limits are
 * proved to differ. Only conditions that compare the bare input, or its magnitude, with something constant are seen.
 *
 * @param values all other inputs
 */
export function discontinuities(
  graph: Graph,
  name: string,
  domain: readonly [number, number],
  values: Readonly<Record<string, number>> = {},
): Discontinuity[] {
  const enclosures = new FunctionEnclosures(graph, name, values)
  const { segments } = cutDomain(enclosures.graph, name, domain[0], domain[1], values)
  return segments.slice(1).flatMap((segment, k) => {
    const at = segment.lo
    const left = enclosures.limit(segments[k], at, false)
    const right = enclosures.limit(segment, at, true)
    if (!left.defined || !right.defined || (left.lo <= right.hi && right.lo <= left.hi)) return []
    return [{ at, left: { lo: left.lo, hi: left.hi }, right: { lo: right.lo, hi: right.hi } }]
  })
}
