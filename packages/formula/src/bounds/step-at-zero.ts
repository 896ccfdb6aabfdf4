import type { Graph } from '../graph.js'
import { FunctionEnclosures } from './function-enclosures.js'
import { cutDomain } from './segments.js'

/** A box about 0 that holds no other place where a formula of people changes. */
const near = 2 ** -40

/**
 * Whether a graph's one output jumps where an input is 0: 1 or −1 if it rises or falls there, 0 if it is continuous,
 * undefined if neither is proved.
 */
export function stepAtZero(
  graph: Graph,
  name: string,
  values: Readonly<Record<string, number>>,
): -1 | 0 | 1 | undefined {
  const enclosures = new FunctionEnclosures(graph, name, values)
  if (enclosures.isContinuousOn(-near, near)) return 0
  const [left, right] = cutDomain(enclosures.graph, name, -near, near, values).segments
  if (left === undefined || right === undefined || left.hi !== 0) return undefined
  const [before, after] = [enclosures.limit(left, 0, false), enclosures.limit(right, 0, true)]
  if (!before.defined || !after.defined) return undefined
  if (before.lo === before.hi && after.lo === after.hi && before.lo === after.lo) return 0
  return after.lo > before.hi ? 1 : after.hi < before.lo ? -1 : undefined
}
