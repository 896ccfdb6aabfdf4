import { enclose, functionOf, type Graph, GraphBuilder, type Interval, isComparison } from '@numeural/formula'

/** Relative width of an interval around a switch that is split no further. */
const narrowest = 1e-13
/** Relative to |Φ| + |r|: a wider enclosure at a switch is not taken for continuous, a larger step is a jump. */
const continuous = 1e-9
const step = 1e-6
const smallest = 1e-200
const budget = 4000

/** What is known of the jumps of a function on [0, ∞). */
export interface Jumps {
  /** Where it jumps, and whether downwards. */
  readonly found: readonly { readonly at: number; readonly falls: boolean }[]
  /** True if there are no others for sure. */
  readonly complete: boolean
}

/**
 * The jumps of a graph over r ≥ 0, by interval arithmetic: every interval in which some condition may change (and sign,
 * the only discontinuous function) is halved until it is 1e-13 wide; there, the function is enclosed over both branches.
 * A narrow enclosure excludes a jump, a step by more than 1e-6·(|Φ| + r) proves one, anything between leaves `complete` false.
 *
 * @param values a number for every input but r
 * @param includeZero whether to look at r = 0 itself; a bounded Φ(r)/r excludes a jump there
 */
export function findJumps(graph: Graph, values: Readonly<Record<string, number>>, includeZero: boolean): Jumps {
  const watched = withSwitches(graph)
  const box = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { lo: value, hi: value }]))
  const over = (r: Interval): Interval[] => enclose(watched, { ...box, r })
  const found: { at: number; falls: boolean }[] = []
  let complete = true
  const open: Interval[] = [
    { lo: 1, hi: 1 / smallest },
    { lo: smallest, hi: 1 },
  ]
  if (includeZero) open.push({ lo: 0, hi: smallest })
  const [, ...far] = over({ lo: 1 / smallest, hi: Number.POSITIVE_INFINITY })
  if (far.some(mayChange)) complete = false
  for (let looked = 0; open.length > 0; looked++) {
    if (looked === budget) return { found, complete: false }
    const r = open.pop() as Interval
    const [value, ...switches] = over(r)
    if (!switches.some(mayChange)) continue
    if (r.lo > 0 && r.hi - r.lo > narrowest * r.hi) {
      const middle = r.hi > 2 * r.lo ? Math.sqrt(r.lo) * Math.sqrt(r.hi) : r.lo + (r.hi - r.lo) / 2
      open.push({ lo: r.lo, hi: middle }, { lo: middle, hi: r.hi })
      continue
    }
    const scale = Math.max(Math.abs(value.lo), Math.abs(value.hi)) + r.hi
    if (value.hi - value.lo <= Math.max(continuous * scale, r.lo === 0 ? Math.sqrt(smallest) : 0)) continue
    const [before, after] = [over({ lo: r.lo, hi: r.lo })[0], over({ lo: r.hi, hi: r.hi })[0]]
    const rise = after.lo - before.hi
    const fall = before.lo - after.hi
    if (Math.max(rise, fall) > step * scale) found.push({ at: r.hi, falls: fall > rise })
    else complete = false
  }
  return { found, complete }
}

/** The graph's output, then for every comparison 1 or 0, and every sign. */
function withSwitches(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const { nodes, outputs } = builder.insertNodes(graph)
  const [one, zero] = [builder.constant(1), builder.constant(0)]
  const switches = graph.nodes.flatMap(({ op }, index) => {
    if (isComparison(op)) return [builder.apply('select', nodes[index], one, zero)]
    return functionOf(op)?.kink === 'jump' ? [nodes[index]] : []
  })
  return builder.finish([...outputs, ...switches])
}

function mayChange({ lo, hi }: Interval): boolean {
  return lo !== hi
}
