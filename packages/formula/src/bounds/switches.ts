import { GraphBuilder } from '../builder.js'
import type { Graph } from '../graph.js'
import { enclose } from '../interval/enclose.js'
import type { Interval } from '../interval/interval.js'

/** Relative width of an interval that is split no further. */
const narrowest = 1e-13
const smallest = 1e-200
const budget = 2000
const mostPlaces = 64

/**
 * Where some conditions and signs may change over r > 0, by interval arithmetic:
 * narrow intervals, or the wide one in which the search gave up. Empty if it is proved that they never do.
 *
 * @param ids nodes of comparisons and signs
 */
export function intervalsOfChange(
  graph: Graph,
  name: string,
  values: Readonly<Record<string, number>>,
  ids: readonly number[],
): Interval[] {
  if (ids.length === 0) return []
  const watched = watching(graph, ids)
  const box = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { lo: value, hi: value }]))
  const open: Interval[] = [
    { lo: 1 / smallest, hi: Number.POSITIVE_INFINITY },
    { lo: 1, hi: 1 / smallest },
    { lo: smallest, hi: 1 },
    { lo: 0, hi: smallest },
  ]
  const found: Interval[] = []
  const before = ids.map((): number | undefined => undefined)
  for (let looked = 0; open.length > 0; looked++) {
    const r = open.pop() as Interval
    if (looked === budget || found.length > mostPlaces) return [{ lo: r.lo, hi: Number.POSITIVE_INFINITY }]
    const states = enclose(watched, { ...box, [name]: r })
    if (states.every(({ lo, hi }) => lo === hi)) {
      // Neighbours that differ met at a point that both hold.
      if (states.some(({ lo }, k) => before[k] !== undefined && before[k] !== lo)) found.push({ lo: r.lo, hi: r.lo })
      for (const [k, { lo }] of states.entries()) before[k] = lo
    } else if (r.lo === 0 || r.hi === Number.POSITIVE_INFINITY || r.hi - r.lo <= narrowest * r.hi) {
      found.push(r)
      before.fill(undefined)
    } else {
      const middle = r.hi > 2 * r.lo ? Math.sqrt(r.lo) * Math.sqrt(r.hi) : r.lo + (r.hi - r.lo) / 2
      open.push({ lo: middle, hi: r.hi }, { lo: r.lo, hi: middle })
    }
  }
  return found
}

/** For every comparison 1 or 0, and every sign. */
function watching(graph: Graph, ids: readonly number[]): Graph {
  const builder = new GraphBuilder()
  const { nodes } = builder.insertNodes(graph)
  const [one, zero] = [builder.constant(1), builder.constant(0)]
  return builder.finish(
    ids.map((id) => {
      const node = nodes[id] ?? 0
      return graph.nodes[id]?.op === 'sign' ? node : builder.apply('select', node, one, zero)
    }),
  )
}
