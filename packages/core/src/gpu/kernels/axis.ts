import type { Boundary, KernelGeometry, SignalShape } from '@numeural/plan'

/** One direction of a convolution: a kernel of some width along a signal of some size. */
export interface Axis {
  readonly size: number
  readonly width: number
  readonly centre: number
  readonly boundary: Boundary
}

/** The names that the loop over an axis uses: where a thread is, what the kernel reads, and the kernel entry. */
export interface AxisNames {
  readonly position: string
  readonly source: string
  readonly entry: string
}

export const rowNames: AxisNames = { position: 'y', source: 'sy', entry: 'a' }
export const columnNames: AxisNames = { position: 'x', source: 'sx', entry: 'b' }

/** Both directions of a convolution on signals of this shape. */
export function axesOf(geometry: KernelGeometry, { height, width }: SignalShape): { rows: Axis; columns: Axis } {
  const { boundary, centreX, centreY } = geometry
  return {
    rows: { size: height, width: geometry.height, centre: centreY, boundary },
    columns: { size: width, width: geometry.width, centre: centreX, boundary },
  }
}

/** For every kernel entry, where the convolution reads: `body` runs with the entry and the source declared. */
export function readingLoop(axis: Axis, names: AxisNames, body: readonly string[]): string[] {
  const { entry } = names
  const read = readEntry(axis, names, body)
  if (axis.width === 1) return [`const ${entry} = 0;`, ...read]
  return [`for (let ${entry} = 0; ${entry} < ${axis.width}; ${entry}++) {`, ...read, '}']
}

/**
 * Where the convolution reads for one kernel entry, which is declared;
 * nothing happens where that is outside of a zero boundary.
 */
export function readEntry(axis: Axis, { position, source, entry }: AxisNames, body: readonly string[]): string[] {
  const { size, width, centre, boundary } = axis
  if (width === 1) return [`const ${source} = ${position};`, ...body]
  const start = `let ${source} = ${position} + ${entry} - ${centre};`
  if (boundary === 'zero') return [start, ...inside(source, size, body)]
  const period = boundary === 'periodic' ? size : 2 * size
  return [start, ...into(axis, source, period, centre), ...mirrored(axis, source), ...body]
}

/**
 * For every kernel entry, from where the transpose reads: all positions at which the convolution would read `position`.
 */
export function writingLoop(axis: Axis, names: AxisNames, body: readonly string[]): string[] {
  const { position, source, entry } = names
  const { size, width, centre, boundary } = axis
  // A kernel of one entry writes where it reads.
  if (width === 1) return [`const ${entry} = 0;`, `const ${source} = ${position};`, ...body]
  const loop = `for (let ${entry} = 0; ${entry} < ${width}; ${entry}++) {`
  const straight = `let ${source} = ${position} - ${entry} + ${centre};`
  if (boundary === 'zero') return [loop, straight, ...inside(source, size, body), '}']
  if (boundary === 'periodic') return [loop, straight, ...into(axis, source, size, width), ...body, '}']
  // Reflection has period 2·size and takes a position and its mirror image −1 − position to the same place.
  const mirror = `${source}_mirror`
  return [
    loop,
    `for (let ${mirror} = 0; ${mirror} < 2; ${mirror}++) {`,
    straight,
    `if (${mirror} > 0) {`,
    `${source} = ${centre - 1} - ${position} - ${entry};`,
    '}',
    ...into(axis, source, 2 * size, size + width),
    `if (${source} < ${size}) {`,
    ...body,
    '}',
    '}',
    '}',
  ]
}

/** Most kernel entries that are written out one by one. */
const mostUnrolled = 25

/**
 * `interior`, one statement per kernel entry, where neither the convolution nor its transpose meets a boundary,
 * and `border`, which works everywhere, elsewhere. Most threads take the first way, which asks nothing.
 */
export function splitAtBorders(
  rows: Axis,
  columns: Axis,
  interior: (a: number, b: number, entry: number) => string,
  border: readonly string[],
): string[] {
  const conditions = [...within(rows, rowNames.position), ...within(columns, columnNames.position)]
  const isLarge = rows.width * columns.width > mostUnrolled
  if (isLarge || rows.width > rows.size || columns.width > columns.size) return [...border]
  const entries = Array.from({ length: rows.width * columns.width }, (_, entry) =>
    interior(Math.floor(entry / columns.width), entry % columns.width, entry),
  )
  if (conditions.length === 0) return entries
  return [`if (${conditions.join(' && ')}) {`, ...entries, '} else {', ...border, '}']
}

function within({ size, width, centre }: Axis, position: string): string[] {
  if (width === 1) return []
  const margin = Math.max(centre, width - 1 - centre)
  return [`${position} >= ${margin}`, `${position} < ${size - margin}`]
}

/** `name` moved by a whole number. */
export function moved(name: string, by: number): string {
  return by === 0 ? name : by < 0 ? `${name} - ${-by}` : `${name} + ${by}`
}

function inside(source: string, size: number, body: readonly string[]): string[] {
  return [`if (${source} >= 0 && ${source} < ${size}) {`, ...body, '}']
}

/** Moves the source into [0, period); it starts at −below at least. */
function into({ size, width }: Axis, source: string, period: number, below: number): string[] {
  const once = width <= size
  if (once) {
    return [
      `if (${source} < 0) {`,
      `${source} = ${source} + ${period};`,
      '}',
      `if (${source} >= ${period}) {`,
      `${source} = ${source} - ${period};`,
      '}',
    ]
  }
  return [`${source} = (${source} + ${Math.ceil(below / period) * period}) % ${period};`]
}

function mirrored({ size, boundary }: Axis, source: string): string[] {
  if (boundary !== 'reflecting') return []
  return [`if (${source} >= ${size}) {`, `${source} = ${2 * size - 1} - ${source};`, '}']
}
