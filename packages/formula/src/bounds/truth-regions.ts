import { ExpansionEncloser, firstStart, variableAt } from '../expansion/expansion-encloser.js'
import type { Graph } from '../graph.js'
import { Encloser } from '../interval/encloser.js'
import { enclosure, type Interval, nothingKnown } from '../interval/interval.js'
import { divideDown } from '../interval/rounding.js'
import { absorbingComparisons } from './decisions.js'
import type { Segment } from './segments.js'

/** A piece of a segment on which the truths of all comparisons are known, or a narrow one on which they are not. */
export interface Region {
  readonly lo: number
  readonly hi: number
  readonly truths: ReadonlyMap<number, boolean> | undefined
  /** The comparisons whose truth is not known. */
  readonly open: readonly number[]
}

const budget = 200
const mostRegions = 40
/** Beyond these, what happens next to 0 and at infinity is left open. */
const [nearest, farthest] = [2 ** -48, 2 ** 48]
/** A region so narrow, relative to where it is, is split no further. */
const narrowest = 2 ** -50

/**
 * Cuts a segment where comparisons change, by interval arithmetic and expansions at its ends 0 and ∞.
 * Where that takes too much, regions stay in which not all truths are known.
 *
 * @param comparisons nodes of comparisons
 */
export function truthRegions(
  graph: Graph,
  comparisons: readonly number[],
  name: string,
  fixed: Readonly<Record<string, Interval>>,
  segment: Segment,
): Region[] {
  const open = comparisons.filter((id) => !segment.decided.has(id))
  if (open.length === 0) return [{ lo: segment.lo, hi: segment.hi, truths: segment.decided, open: [] }]
  const last = Math.max(...open)
  const absorbing = absorbingComparisons(graph)
  const encloser = new Encloser(graph, fixed)
  let ends: ExpansionEncloser | undefined
  const truthsOn = (lo: number, hi: number): Map<number, boolean> => {
    const found = new Map(segment.decided)
    encloser.run((input) => (input === name ? enclosure(lo, hi, true, true) : nothingKnown), segment.decided, last)
    for (const id of open) note(found, id, encloser.truths[id])
    if (found.size === comparisons.length) return found
    const isTail = hi === Infinity && lo >= firstStart
    const isNextToZero = (lo === 0 && hi <= 1 / firstStart) || (hi === 0 && lo >= -1 / firstStart)
    if (!isTail && !isNextToZero) return found
    const start = isTail ? lo : divideDown(1, Math.max(hi, -lo))
    ends ??= new ExpansionEncloser(graph, encloser)
    ends.run(start, isTail ? variableAt(Infinity, 1) : variableAt(0, lo === 0 ? 1 : -1), segment.decided)
    for (const id of open) note(found, id, ends.truths[id])
    return found
  }
  const regions: Region[] = []
  const waiting: Interval[] = [{ lo: segment.lo, hi: segment.hi }]
  for (let looked = 0; waiting.length > 0; looked++) {
    const { lo, hi } = waiting.pop() as Interval
    const known = truthsOn(lo, hi)
    const unknown = open.filter((id) => !known.has(id) && !absorbing.has(id))
    if (unknown.length === 0) for (const id of open) known.set(id, known.get(id) ?? false)
    const truths = unknown.length === 0 ? known : undefined
    const isSpent = looked >= budget || regions.length > mostRegions
    const middle = isSpent ? undefined : cutBetween(lo, hi)
    if (truths !== undefined || middle === undefined) push(regions, { lo, hi, truths, open: unknown })
    else waiting.push({ lo: middle, hi }, { lo, hi: middle })
  }
  return regions
}

function note(found: Map<number, boolean>, id: number, truth: boolean | undefined): void {
  if (truth !== undefined) found.set(id, truth)
}

/** Neighbours on which the same holds are one region. */
function push(regions: Region[], region: Region): void {
  const last = regions[regions.length - 1]
  const isSame =
    last !== undefined &&
    (last.truths === undefined
      ? region.truths === undefined
      : region.truths !== undefined && [...last.truths].every(([id, truth]) => region.truths?.get(id) === truth))
  if (isSame) {
    regions[regions.length - 1] = { ...last, hi: region.hi, open: [...new Set([...last.open, ...region.open])] }
  } else regions.push(region)
}

/** Where an interval is cut; undefined if it is not worth it. */
function cutBetween(lo: number, hi: number): number | undefined {
  if (hi === Infinity) return lo > farthest ? undefined : Math.max(16, 64 * lo)
  if (lo === 0) return hi < nearest ? undefined : Math.min(1 / 16, hi / 64)
  if (hi === 0) return lo > -nearest ? undefined : Math.max(-1 / 16, lo / 64)
  if (hi - lo <= narrowest * Math.max(Math.abs(lo), Math.abs(hi))) return undefined
  if (lo > 0 && hi > 4 * lo) return Math.sqrt(lo) * Math.sqrt(hi)
  if (hi < 0 && lo < 4 * hi) return -Math.sqrt(-lo) * Math.sqrt(-hi)
  const middle = lo + (hi - lo) / 2
  return lo < middle && middle < hi ? middle : undefined
}
