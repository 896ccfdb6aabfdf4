import type { Boundary, KernelGeometry } from '@numeural/plan'
import { sourceIndex } from '@numeural/plan/contract'

/** What a kernel entry reads in one lane: an offset from the lane's own position, nothing, or anything (padding). */
export type LaneRead = number | 'zero' | 'any'

/** One kernel entry along one axis, reading one value (or vector of values). */
export interface Term<Read> {
  /** Row or column of the kernel. */
  readonly tap: number
  readonly read: Read
}

/** `count` neighbouring rows (or vectors) from `start` on that read alike. */
export interface Run<Read> {
  readonly start: number
  readonly count: number
  readonly terms: readonly Term<Read>[]
}

/** For every position of an axis, the kernel entries that contribute to it and the positions they read. */
function contributions(
  n: number,
  taps: number,
  centre: number,
  boundary: Boundary,
  transposed: boolean,
): Term<number>[][] {
  const lists: Term<number>[][] = Array.from({ length: n }, () => [])
  for (let tap = 0; tap < taps; tap++) {
    for (let position = 0; position < n; position++) {
      const other = sourceIndex(position + tap - centre, n, boundary)
      if (other < 0) continue
      if (transposed) lists[other]!.push({ tap, read: position - other })
      else lists[position]!.push({ tap, read: other - position })
    }
  }
  return lists
}

/** Rows of a stencil in runs that read alike; a read is an offset in rows. */
export function rowRuns(geometry: KernelGeometry, height: number, transposed: boolean): Run<number>[] {
  const { height: taps, centreY, boundary } = geometry
  // Rows out of the kernel's reach of the ends all read alike, so a short image shows all there is to see;
  // only a periodic one reads across.
  const short = boundary === 'periodic' ? height : Math.min(height, 4 * taps + 4)
  const runs = runsOf(contributions(short, taps, centreY, boundary, transposed))
  const interior = runs.findIndex((run) => run.start <= 2 * taps && run.start + run.count > 2 * taps)
  return runs.map((run, k) => ({
    ...run,
    start: k > interior ? run.start + height - short : run.start,
    count: k === interior ? run.count + height - short : run.count,
  }))
}

/** Vectors of a row in runs that read alike; a read has one offset in columns for each lane. */
export function columnRuns(
  geometry: KernelGeometry,
  width: number,
  lanes: number,
  transposed: boolean,
): Run<readonly LaneRead[]>[] {
  const columns = contributions(width, geometry.width, geometry.centreX, geometry.boundary, transposed)
  const vectors: Term<readonly LaneRead[]>[][] = []
  // Vectors out of the kernel's reach of the ends all read alike: one list serves them all.
  let interior: Term<readonly LaneRead[]>[] | undefined
  for (let start = 0; start < width; start += lanes) {
    const isInterior = start >= geometry.width && start + lanes + geometry.width <= width
    const terms = (isInterior ? interior : undefined) ?? vectorTerms(columns, start, lanes, geometry.width)
    if (isInterior) interior = terms
    vectors.push(terms)
  }
  return runsOf(vectors)
}

/** At a folded end one kernel entry may read several values in one lane: then it gets as many terms. */
function vectorTerms(
  columns: readonly Term<number>[][],
  start: number,
  lanes: number,
  taps: number,
): Term<readonly LaneRead[]>[] {
  const terms: Term<readonly LaneRead[]>[] = []
  for (let tap = 0; tap < taps; tap++) {
    const reads = Array.from({ length: lanes }, (_, lane) =>
      columns[start + lane]?.filter((term) => term.tap === tap).map((term) => term.read),
    )
    const most = Math.max(...reads.map((each) => each?.length ?? 0))
    for (let layer = 0; layer < most; layer++) {
      terms.push({ tap, read: reads.map((each) => (each === undefined ? 'any' : (each[layer] ?? 'zero'))) })
    }
  }
  return terms
}

function runsOf<Read>(lists: readonly Term<Read>[][]): Run<Read>[] {
  const runs: { start: number; count: number; terms: readonly Term<Read>[] }[] = []
  lists.forEach((terms, start) => {
    const last = runs.at(-1)
    const isSame = last !== undefined && (last.terms === terms || JSON.stringify(last.terms) === JSON.stringify(terms))
    if (isSame) last.count++
    else runs.push({ start, count: 1, terms })
  })
  return runs
}

/** Boundaries of all tables merged: parts within which every table reads alike. */
export function commonRuns<Read>(
  tables: readonly (readonly Run<Read>[])[],
  length: number,
): { start: number; count: number; terms: (readonly Term<Read>[])[] }[] {
  const starts = [...new Set([0, ...tables.flatMap((runs) => runs.map((run) => run.start))])].sort((a, b) => a - b)
  return starts.map((start, k) => ({
    start,
    count: (starts[k + 1] ?? length) - start,
    terms: tables.map((runs) => runs.findLast((run) => run.start <= start)!.terms),
  }))
}
