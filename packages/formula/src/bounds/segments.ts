import { createEvaluator } from '../evaluate.js'
import { type Graph, type GraphNode, isComparison, nodeAt } from '../graph.js'

/** An open piece of a domain in which the conditions that compare the variable with constants do not change. */
export interface Segment {
  readonly lo: number
  /** May be Infinity. */
  readonly hi: number
  /** The truth of those conditions, by node. */
  readonly decided: ReadonlyMap<number, boolean>
}

/** A domain cut at the thresholds of a formula's conditions and at 0. */
export interface Cuts {
  /** The ends of the segments, Infinity aside. */
  readonly points: readonly number[]
  readonly segments: readonly Segment[]
}

/**
 * Cuts [lo, hi] where a condition compares `name`, `-name` or `abs(name)` with something that does not depend on it.
 * Thresholds are those of evaluation in float64.
 *
 * @param values the other inputs
 */
export function cutDomain(
  graph: Graph,
  name: string,
  lo: number,
  hi: number,
  values: Readonly<Record<string, number>>,
): Cuts {
  const conditions = thresholdConditions(graph, name)
  const evaluateAll = evaluatorOfNodes(graph, name, values)
  const atStart = evaluateAll(lo)
  const inside = new Set<number>([0])
  for (const { constant } of conditions) {
    const value = atStart[constant]
    inside.add(value).add(-value)
  }
  const between = [...inside].filter((cut) => lo < cut && cut < hi).sort((a, b) => a - b)
  const ends = [lo, ...between, ...(hi > lo ? [hi] : [])]
  const segments = ends.slice(1).map((end, k): Segment => {
    const start = ends[k]
    const middle = evaluateAll(end === Infinity ? 2 * Math.abs(start) + 1 : start + (end - start) / 2)
    return { lo: start, hi: end, decided: new Map(conditions.map(({ node }) => [node, middle[node] !== 0])) }
  })
  return { points: ends.filter((end) => end !== Infinity), segments }
}

interface ThresholdCondition {
  readonly node: number
  /** The node of the constant side. */
  readonly constant: number
}

function thresholdConditions(graph: Graph, name: string): ThresholdCondition[] {
  const varies: boolean[] = []
  for (const node of graph.nodes)
    varies.push(node.op === 'input' ? node.name === name : node.args.some((arg) => varies[arg]))
  const isBare = (node: GraphNode): boolean =>
    node.op === 'input'
      ? node.name === name
      : (node.op === 'abs' || node.op === 'negate') && isBare(nodeAt(graph, node.args[0]))
  return graph.nodes.flatMap((node, id) => {
    if (!isComparison(node.op)) return []
    const [a, b] = node.args
    if (isBare(nodeAt(graph, a)) && !varies[b]) return [{ node: id, constant: b }]
    return isBare(nodeAt(graph, b)) && !varies[a] ? [{ node: id, constant: a }] : []
  })
}

/** Values of all nodes, truths as 1 and 0. */
function evaluatorOfNodes(
  graph: Graph,
  name: string,
  values: Readonly<Record<string, number>>,
): (x: number) => Float64Array {
  const all: Graph = { nodes: graph.nodes, outputs: graph.nodes.map((_, id) => id) }
  const others = Object.keys(values).filter((key) => key !== name)
  const run = createEvaluator(all, [name, ...others])
  return (x) => {
    const out = new Float64Array(graph.nodes.length)
    run([x, ...others.map((key) => values[key])], out)
    return out
  }
}
