import { rowBytes } from '../layout'
import { BLOCK, POINTS, TILE } from './points'
import { fromPoints, toResults, transposed } from './transforms'

/** Bytes of work space of {@link writeResults}. */
export const RESULT_TILE_WORK: i32 = POINTS * TILE * 16 + TILE * 16

/**
 * Writes the results `R m Rᵀ` of the groups [from, from + groups) of a row of tiles, for every channel.
 * Rows of m belong to channels, `step` bytes lie between products.
 */
export function writeResults(
  m: usize, step: i32, row: i32, channels: i32, height: i32, width: i32, tileRow: i32, from: i32, groups: i32,
  work: usize, out: usize,
): void {
  const outRow = rowBytes<f32>(width)
  const top = TILE * tileRow
  const rows = min(TILE, height - top)
  const columns = work + POINTS * TILE * 16
  out += top * outRow + 64 * from
  for (let c = 0; c < channels; c++) {
    for (let g = 0; g < groups; g++) {
      let at = m + 16 * g
      for (let s = 0; s < POINTS; s++) {
        toResults(
          v128.load(at),
          v128.load(at + 6 * step),
          v128.load(at + 12 * step),
          v128.load(at + 18 * step),
          v128.load(at + 24 * step),
          v128.load(at + 30 * step),
          work + 16 * s, 16 * POINTS,
        )
        at += step
      }
      const tiles = min(4, (outRow >> 4) - 4 * (from + g))
      for (let r = 0; r < rows; r++) {
        const half = work + 16 * POINTS * r
        toResults(
          v128.load(half), v128.load(half, 16), v128.load(half, 32), v128.load(half, 48), v128.load(half, 64),
          v128.load(half, 80), columns, 16,
        )
        const x0 = v128.load(columns), x1 = v128.load(columns, 16), x2 = v128.load(columns, 32), x3 = v128.load(columns, 48)
        const to = out + r * outRow + 64 * g
        v128.store(to, transposed(0, x0, x1, x2, x3))
        if (tiles > 1) v128.store(to, transposed(1, x0, x1, x2, x3), 16)
        if (tiles > 2) v128.store(to, transposed(2, x0, x1, x2, x3), 32)
        if (tiles > 3) v128.store(to, transposed(3, x0, x1, x2, x3), 48)
      }
    }
    m += row
    out += height * outRow
  }
}

/** Bytes of work space of {@link addSignal} for at most `groups` groups. */
export function signalSumWorkBytes(groups: i32): i32 {
  return POINTS * (64 * groups + 16)
}

/**
 * Adds `Dᵀ m D` of the groups [from, from + groups) of a row of tiles to signals continued beyond their
 * ends, where the tiles and the blocks of the kernel overlap. Rows of m belong to `[channel, block row, block column]`.
 */
export function addSignal(
  m: usize, step: i32, row: i32, channels: i32, down: i32, across: i32, tileRow: i32, from: i32, groups: i32,
  work: usize, wide: usize, wideRow: i32, widePlane: i32,
): void {
  const bytes = 64 * groups + 16
  wide += TILE * tileRow * wideRow + 64 * from
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < down; p++) {
      for (let q = 0; q < across; q++) {
        for (let r = 0; r < POINTS; r++) joinTiles(m + r * POINTS * step, step, groups, work + r * bytes)
        const to = wide + BLOCK * p * wideRow + BLOCK * 4 * q
        for (let offset = 0; offset < bytes; offset += 16) {
          const at = work + offset
          const m0 = v128.load(at)
          const m1 = v128.load(at + bytes)
          const m2 = v128.load(at + 2 * bytes)
          const m3 = v128.load(at + 3 * bytes)
          const m4 = v128.load(at + 4 * bytes)
          const m5 = v128.load(at + 5 * bytes)
          add(to + offset, fromPoints(0, m0, m1, m2, m3, m4, m5))
          add(to + offset + wideRow, fromPoints(1, m0, m1, m2, m3, m4, m5))
          add(to + offset + 2 * wideRow, fromPoints(2, m0, m1, m2, m3, m4, m5))
          add(to + offset + 3 * wideRow, fromPoints(3, m0, m1, m2, m3, m4, m5))
          add(to + offset + 4 * wideRow, fromPoints(4, m0, m1, m2, m3, m4, m5))
          add(to + offset + 5 * wideRow, fromPoints(5, m0, m1, m2, m3, m4, m5))
        }
        m += row
      }
    }
    wide += widePlane
  }
}

/**
 * The transform along x: six vectors of four lanes become four tiles of six values, four apart,
 * added where they overlap.
 */
// @ts-ignore: decorator
@inline
function joinTiles(m: usize, step: i32, groups: i32, to: usize): void {
  let fifth = f32x4.splat(0), sixth = f32x4.splat(0)
  for (let g = 0; g < groups; g++) {
    const m0 = v128.load(m)
    const m1 = v128.load(m + step)
    const m2 = v128.load(m + 2 * step)
    const m3 = v128.load(m + 3 * step)
    const m4 = v128.load(m + 4 * step)
    const m5 = v128.load(m + 5 * step)
    const last = fromPoints(4, m0, m1, m2, m3, m4, m5)
    const x0 = f32x4.add(fromPoints(0, m0, m1, m2, m3, m4, m5), v128.shuffle<i32>(fifth, last, 3, 4, 5, 6))
    const x1 = f32x4.add(fromPoints(1, m0, m1, m2, m3, m4, m5), v128.shuffle<i32>(sixth, m5, 3, 4, 5, 6))
    const x2 = fromPoints(2, m0, m1, m2, m3, m4, m5)
    const x3 = fromPoints(3, m0, m1, m2, m3, m4, m5)
    v128.store(to, transposed(0, x0, x1, x2, x3))
    v128.store(to, transposed(1, x0, x1, x2, x3), 16)
    v128.store(to, transposed(2, x0, x1, x2, x3), 32)
    v128.store(to, transposed(3, x0, x1, x2, x3), 48)
    fifth = last
    sixth = m5
    m += 16
    to += 64
  }
  v128.store(to, v128.shuffle<i32>(v128.shuffle<i32>(fifth, sixth, 3, 7, 3, 7), f32x4.splat(0), 0, 1, 4, 5))
}

// @ts-ignore: decorator
@inline
function add(to: usize, x: v128): void {
  v128.store(to, f32x4.add(v128.load(to), x))
}
