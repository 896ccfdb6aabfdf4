import { continued, sourceIndex } from '../boundary'
import { laneMask, rowBytes } from '../layout'
import { BLOCK, POINTS, TILE } from './points'
import { fromResults, toPoints, transposed } from './transforms'

// A group is four tiles side by side, one for each lane: 4 rows of 16 values.

/** Bytes of a row of `groups` groups, continued for kernels of `across` blocks. */
export function continuedRowBytes(groups: i32, across: i32): i32 {
  return rowBytes<f32>(16 * groups + BLOCK * (across - 1) + 2)
}

/** Bytes of work space of {@link transformSignal} for at most `groups` groups. */
export function signalWorkBytes(groups: i32, down: i32, across: i32): i32 {
  return (BLOCK * (down - 1) + 2 * POINTS) * continuedRowBytes(groups, across)
}

/**
 * Stores `D x Dᵀ` of the groups [from, from + groups) of a row of tiles,
 * for every channel and every block of the kernel:
 * a row of `to` for each `[channel, block row, block column]`, `step` bytes between products.
 */
export function transformSignal(
  x: usize, channels: i32, height: i32, width: i32, boundary: i32, centreY: i32, centreX: i32, down: i32, across: i32,
  tileRow: i32, from: i32, groups: i32, work: usize, to: usize, step: i32, row: i32,
): void {
  const sourceRow = rowBytes<f32>(width)
  const bytes = continuedRowBytes(groups, across)
  const values = 16 * groups + BLOCK * (across - 1) + 2
  const rows = BLOCK * (down - 1) + POINTS
  const half = work + rows * bytes
  for (let c = 0; c < channels; c++) {
    for (let r = 0; r < rows; r++) {
      const y = sourceIndex(TILE * tileRow + r - centreY, height, boundary)
      if (y < 0) memory.fill(work + r * bytes, 0, bytes)
      else continued<f32>(x + y * sourceRow, width, boundary, 16 * from - centreX, values, work + r * bytes)
    }
    for (let p = 0; p < down; p++) {
      const top = work + BLOCK * p * bytes
      for (let offset = 0; offset < bytes; offset += 16) {
        let at = top + offset
        const x0 = v128.load(at)
        const x1 = v128.load((at += bytes))
        const x2 = v128.load((at += bytes))
        const x3 = v128.load((at += bytes))
        const x4 = v128.load((at += bytes))
        const x5 = v128.load((at += bytes))
        toPoints(x0, x1, x2, x3, x4, x5, half + offset, bytes)
      }
      for (let q = 0; q < across; q++) {
        for (let r = 0; r < POINTS; r++) alongRow(half + r * bytes + BLOCK * 4 * q, groups, to + r * POINTS * step, step)
        to += row
      }
    }
    x += height * sourceRow
  }
}

/** The transform along x: four neighbouring tiles of six values, four apart, become six vectors of four lanes. */
// @ts-ignore: decorator
@inline
function alongRow(at: usize, groups: i32, to: usize, step: i32): void {
  for (let g = 0; g < groups; g++) {
    const x0 = v128.load(at), x1 = v128.load(at, 16), x2 = v128.load(at, 32), x3 = v128.load(at, 48)
    const first = transposed(0, x0, x1, x2, x3)
    const second = transposed(1, x0, x1, x2, x3)
    toPoints(
      first,
      second,
      transposed(2, x0, x1, x2, x3),
      transposed(3, x0, x1, x2, x3),
      v128.shuffle<i32>(first, v128.load32_splat(at, 64), 1, 2, 3, 4),
      v128.shuffle<i32>(second, v128.load32_splat(at, 68), 1, 2, 3, 4),
      to, step,
    )
    at += 64
    to += 16
  }
}

/** Bytes of work space of {@link transformResults} for at most `groups` groups. */
export function resultWorkBytes(groups: i32): i32 {
  return POINTS * groups * 64
}

/**
 * Stores `Rᵀ y R` of the groups [from, from + groups) of a row of tiles, for every channel; y counts as zero outside. Rows of
 * `to` belong to channels, `step` bytes lie between products.
 */
export function transformResults(
  y: usize, channels: i32, height: i32, width: i32, tileRow: i32, from: i32, groups: i32,
  work: usize, to: usize, step: i32, row: i32,
): void {
  const sourceRow = rowBytes<f32>(width)
  const bytes = 64 * groups
  const mask = laneMask<f32>(width & 3)
  const start = 64 * from
  const lastVector = sourceRow - 16 - start
  const top = TILE * tileRow
  y += top * sourceRow + start
  for (let c = 0; c < channels; c++) {
    for (let offset = 0; offset < bytes; offset += 16) {
      let y0 = f32x4.splat(0), y1 = f32x4.splat(0), y2 = f32x4.splat(0), y3 = f32x4.splat(0)
      if (offset <= lastVector) {
        const used = offset == lastVector ? mask : i64x2.splat(-1)
        const at = y + offset
        y0 = v128.and(v128.load(at), used)
        if (top + 1 < height) y1 = v128.and(v128.load(at + sourceRow), used)
        if (top + 2 < height) y2 = v128.and(v128.load(at + 2 * sourceRow), used)
        if (top + 3 < height) y3 = v128.and(v128.load(at + 3 * sourceRow), used)
      }
      fromResults(y0, y1, y2, y3, work + offset, bytes)
    }
    for (let r = 0; r < POINTS; r++) {
      let at = work + r * bytes
      let target = to + r * POINTS * step
      for (let g = 0; g < groups; g++) {
        const x0 = v128.load(at), x1 = v128.load(at, 16), x2 = v128.load(at, 32), x3 = v128.load(at, 48)
        fromResults(
          transposed(0, x0, x1, x2, x3),
          transposed(1, x0, x1, x2, x3),
          transposed(2, x0, x1, x2, x3),
          transposed(3, x0, x1, x2, x3),
          target, step,
        )
        at += 64
        target += 16
      }
    }
    to += row
    y += height * sourceRow
  }
}
