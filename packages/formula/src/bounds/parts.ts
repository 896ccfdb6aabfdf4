import type { Graph } from '../graph.js'
import { enclosure, type Interval } from '../interval/interval.js'
import { onPositive } from '../on-positive.js'
import { decide, varyingComparisons, withDecisions } from './decisions.js'
import { ExactPlaces, type ExactValues } from './exact-place.js'
import { FunctionEnclosures } from './function-enclosures.js'
import { cutDomain, type Segment } from './segments.js'
import { type Region, truthRegions } from './truth-regions.js'

/** A piece of a domain with the function on it. Its formula has no conditions, unless they could not be decided. */
export interface Part extends Segment {
  readonly enclosures: FunctionEnclosures
  /** The limits at the ends from within, where they are known exactly. */
  readonly limitAtLo?: number
  readonly limitAtHi?: number
}

/** A domain cut where the conditions of a formula change. */
export interface Parts {
  readonly parts: readonly Part[]
  /** The function as it is written. */
  readonly written: FunctionEnclosures
  /** Ends of parts, at which the function is to be looked at by itself. */
  readonly points: readonly number[]
  /** Values at such ends that are known exactly. */
  readonly values: readonly { readonly at: number; readonly value: number }[]
}

/** Cuts a domain so that a graph's one output has one smooth formula on every part. */
export function partsOf(
  graph: Graph,
  name: string,
  lo: number,
  hi: number,
  values: Readonly<Record<string, number>>,
): Parts {
  const written = new FunctionEnclosures(graph, name, values)
  const resolved = withDecisions(lo >= 0 ? onPositive(graph, name) : graph, name)
  const comparisons = varyingComparisons(resolved, name)
  const { points, segments } = cutDomain(resolved, name, lo, hi, values)
  const fixed: Record<string, Interval> = {}
  for (const [key, value] of Object.entries(values)) if (key !== name) fixed[key] = { lo: value, hi: value }
  const smooth = new Map<string, FunctionEnclosures>()
  const enclosuresFor = (truths: ReadonlyMap<number, boolean>): FunctionEnclosures => {
    const key = [...truths].map(([id, truth]) => `${id}${truth}`).join()
    const known = smooth.get(key) ?? new FunctionEnclosures(decide(resolved, truths), name, values)
    smooth.set(key, known)
    return known
  }
  let places: ExactPlaces | undefined
  const parts: Part[] = []
  const found: { at: number; value: number }[] = []
  for (const segment of segments) {
    const regions = truthRegions(resolved, comparisons, name, fixed, segment)
    const exact = regions.map((region, k) => {
      const [before, after] = [regions[k - 1]?.truths, regions[k + 1]?.truths]
      if (region.truths !== undefined || before === undefined || after === undefined) return undefined
      places ??= new ExactPlaces(resolved, name, values)
      return places.within(region, region.open)
    })
    regions.forEach((region, k) => {
      const known = exact[k]
      if (known !== undefined) found.push({ at: region.hi, value: known.at })
      else parts.push(partOf(region, [regions[k - 1], exact[k - 1]], [regions[k + 1], exact[k + 1]], enclosuresFor))
    })
  }
  return { parts, written, points, values: found }
}

const undecided: ReadonlyMap<number, boolean> = new Map()

/** A region with its formula, up to the far end of a neighbour in which the place where it ends is known exactly. */
function partOf(
  { lo, hi, truths }: Region,
  [left, leftValues]: readonly [Region | undefined, ExactValues | undefined],
  [right, rightValues]: readonly [Region | undefined, ExactValues | undefined],
  enclosuresFor: (truths: ReadonlyMap<number, boolean>) => FunctionEnclosures,
): Part {
  return {
    lo: leftValues === undefined || left === undefined ? lo : left.lo,
    hi: rightValues === undefined || right === undefined ? hi : right.hi,
    decided: undecided,
    enclosures: enclosuresFor(truths ?? undecided),
    ...(leftValues === undefined ? {} : { limitAtLo: leftValues.after }),
    ...(rightValues === undefined ? {} : { limitAtHi: rightValues.before }),
  }
}

/** The exact limit at an end of a part, if it is known. */
export function limitOf({ lo, limitAtLo, limitAtHi }: Part, end: number): ReturnType<typeof enclosure> | undefined {
  const limit = end === lo ? limitAtLo : limitAtHi
  return limit === undefined ? undefined : enclosure(limit, limit)
}
