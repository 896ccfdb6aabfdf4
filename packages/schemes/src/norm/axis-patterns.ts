import type { Boundary } from '@numeural/core'

/**
 * The entries of one row or column of a convolution matrix along one axis: every entry is the sum of a group of taps
 * (several taps fall onto one sample where the boundary folds the signal back).
 */
export type Pattern = readonly (readonly number[])[]

/** The different rows and columns that a convolution matrix has. */
export interface Patterns {
  readonly rows: readonly Pattern[]
  readonly columns: readonly Pattern[]
}

/** A kernel along one axis. */
export interface Axis {
  readonly width: number
  readonly centre: number
  readonly boundary: Boundary
}

/**
 * Different rows and columns of a one-dimensional convolution matrix for a signal of `size` samples, or for signals of
 * every size if `size` is null. Beyond 2·width samples the two ends do not meet and nothing new appears, so a list of
 * small sizes covers all.
 */
export function axisPatterns(axis: Axis, size: number | null): Patterns {
  const largest = 2 * axis.width
  const sizes = size === null ? Array.from({ length: largest }, (_, index) => index + 1) : [Math.min(size, largest)]
  const rows = new Map<string, Pattern>()
  const columns = new Map<string, Pattern>()
  for (const count of sizes) {
    const matrixRows = Array.from({ length: count }, (_, row) => entriesOf(axis, row, count))
    for (const entries of matrixRows) remember(rows, [...entries.values()])
    for (let column = 0; column < count; column++) {
      remember(
        columns,
        matrixRows.flatMap((entries) => (entries.has(column) ? [entries.get(column)!] : [])),
      )
    }
  }
  return { rows: [...rows.values()], columns: [...columns.values()] }
}

/** Taps by the sample that they read. */
function entriesOf(axis: Axis, row: number, size: number): Map<number, number[]> {
  const entries = new Map<number, number[]>()
  for (let tap = 0; tap < axis.width; tap++) {
    const sample = fold(row + tap - axis.centre, size, axis.boundary)
    if (sample === null) continue
    const group = entries.get(sample)
    if (group === undefined) entries.set(sample, [tap])
    else group.push(tap)
  }
  return entries
}

/** The sample that a position outside the signal stands for; null for a zero. */
export function fold(position: number, size: number, boundary: Boundary): number | null {
  if (position >= 0 && position < size) return position
  if (boundary === 'zero') return null
  const period = boundary === 'periodic' ? size : 2 * size
  const wrapped = ((position % period) + period) % period
  return wrapped < size ? wrapped : period - 1 - wrapped
}

function remember(known: Map<string, Pattern>, pattern: Pattern): void {
  const sorted = pattern.map((group) => [...group].sort((a, b) => a - b))
  sorted.sort((a, b) => a[0]! - b[0]! || a.length - b.length)
  known.set(JSON.stringify(sorted), sorted)
}
