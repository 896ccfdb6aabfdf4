import { invertColumns, invertRow, gather, transformColumns, transformRow } from './transforms'
import { COLUMNS, HALF_BYTES, place, WINDOW } from './window'

/**
 * The spectra of a window of four channels, one for each lane:
 * `rows` rows and `quads` fours of columns are read, the rest is zero. Frequencies lie `step` bytes apart.
 */
export function transformWindow(
  source: usize, row: i32, plane: i32, rows: i32, quads: i32, to: usize, step: i32, work: usize,
): void {
  const values = work + HALF_BYTES
  const rest = values + 16 * WINDOW
  if (rows < WINDOW) memory.fill(work, 0, HALF_BYTES)
  for (let r = 0; r < rows; r++) {
    gatherFour(0, source, plane, quads, values)
    gatherFour(1, source, plane, quads, values)
    gatherFour(2, source, plane, quads, values)
    gatherFour(3, source, plane, quads, values)
    gatherFour(4, source, plane, quads, values)
    gatherFour(5, source, plane, quads, values)
    transformRow(values, work + place(r) * COLUMNS * 32, rest)
    source += row
  }
  transformColumns(work, to, step, rest)
}

// @ts-ignore: decorator
@inline
function gatherFour(index: i32, source: usize, plane: i32, quads: i32, values: usize): void {
  const zero = f32x4.splat(0)
  if (index < quads) {
    const at = source + 16 * index
    gather(
      index, v128.load(at), v128.load(at + plane), v128.load(at + 2 * plane), v128.load(at + 3 * plane), values,
    )
  } else gather(index, zero, zero, zero, zero, values)
}

/** Takes the spectra of four channels back to windows, of which `rows` rows and `quads` fours of columns are written. */
export function writeWindow(
  from: usize, step: i32, channels: i32, rows: i32, quads: i32, target: usize, row: i32, plane: i32, work: usize,
): void {
  const values = work + HALF_BYTES
  const rest = values + 16 * WINDOW
  invertColumns(from, step, work, rest)
  for (let r = 0; r < rows; r++) {
    invertRow(work + place(r) * COLUMNS * 32, values, rest)
    for (let q = 0; q < quads; q++) {
      const to = target + 16 * q
      const x0 = value(values, 4 * q), x1 = value(values, 4 * q + 1)
      const x2 = value(values, 4 * q + 2), x3 = value(values, 4 * q + 3)
      const low0 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), low1 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5)
      const high0 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), high1 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7)
      v128.store(to, v128.shuffle<i32>(low0, low1, 0, 1, 4, 5))
      if (channels > 1) v128.store(to + plane, v128.shuffle<i32>(low0, low1, 2, 3, 6, 7))
      if (channels > 2) v128.store(to + 2 * plane, v128.shuffle<i32>(high0, high1, 0, 1, 4, 5))
      if (channels > 3) v128.store(to + 3 * plane, v128.shuffle<i32>(high0, high1, 2, 3, 6, 7))
    }
    target += row
  }
}

/** As {@link writeWindow} for the whole window, but adds to what is there. */
export function addWindow(
  from: usize, step: i32, channels: i32, target: usize, row: i32, plane: i32, work: usize,
): void {
  const values = work + HALF_BYTES
  const rest = values + 16 * WINDOW
  invertColumns(from, step, work, rest)
  for (let r = 0; r < WINDOW; r++) {
    invertRow(work + place(r) * COLUMNS * 32, values, rest)
    for (let q = 0; q < WINDOW / 4; q++) {
      const to = target + 16 * q
      const x0 = value(values, 4 * q), x1 = value(values, 4 * q + 1)
      const x2 = value(values, 4 * q + 2), x3 = value(values, 4 * q + 3)
      const low0 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), low1 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5)
      const high0 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), high1 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7)
      add(to, v128.shuffle<i32>(low0, low1, 0, 1, 4, 5))
      if (channels > 1) add(to + plane, v128.shuffle<i32>(low0, low1, 2, 3, 6, 7))
      if (channels > 2) add(to + 2 * plane, v128.shuffle<i32>(high0, high1, 0, 1, 4, 5))
      if (channels > 3) add(to + 3 * plane, v128.shuffle<i32>(high0, high1, 2, 3, 6, 7))
    }
    target += row
  }
}

// @ts-ignore: decorator
@inline
function value(values: usize, n: i32): v128 {
  return v128.load(values + 16 * place(n))
}

// @ts-ignore: decorator
@inline
function add(to: usize, x: v128): void {
  v128.store(to, f32x4.add(v128.load(to), x))
}
