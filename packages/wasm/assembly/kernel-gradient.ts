import { extend } from './boundary'
import { sourceRowBytes } from './correlation'
import { laneMask, lanes, rowBytes } from './layout'

/** Vectors whose products are added up in T before they go into the float64 sum. */
export const SEGMENT: i32 = 64

/** The sum of the lanes of x, in float64. */
// @ts-ignore: decorator
@inline
export function widened<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return x
  return f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1)))
}

// @ts-ignore: decorator
@inline
export function laneSum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/**
 * Adds `∂⟨y, Kx⟩/∂k` of `count` samples to the float64 sums `[outputs, inputs, kernelHeight, kernelWidth]`.
 * Scratch holds one sample of x continued beyond its ends, and one of y if its rows end within a vector.
 */
export function kernelGradient<T>(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  const xRow = sourceRowBytes<T>(width, kernelWidth)
  const xRows = height + kernelHeight - 1
  const row = rowBytes<T>(width)
  const plane = height * row
  const vectors = row >> 4
  const used = width & (lanes<T>() - 1)
  const cleared = scratch + inputs * xRows * xRow
  const taps = inputs * kernelHeight * kernelWidth
  // As many rows as a segment holds, or as many vectors of one row.
  const chunkRows = max(1, SEGMENT / vectors)
  for (let n = 0; n < count; n++) {
    extend<T>(
      x, inputs, height, width, boundary, centreY, centreX, scratch, xRows, width + kernelWidth - 1, xRow,
    )
    if (used) clearPadding(y, outputs * height, row, laneMask<T>(used), cleared)
    const from = used ? cleared : y
    for (let top = 0; top < height; top += chunkRows) {
      const rows = min(chunkRows, height - top)
      for (let start = 0; start < vectors; start += SEGMENT) {
        const length = min(SEGMENT, vectors - start)
        const at = scratch + top * xRow + 16 * start
        let channel = from + top * row + 16 * start
        let sum = sums
        let o = 0
        for (; o + 4 <= outputs; o += 4) {
          sumBlock<T>(
            4, channel, row, plane, at, xRow, xRows * xRow, rows, length, sum, 8 * taps, inputs, kernelHeight, kernelWidth,
          )
          channel += 4 * plane
          sum += 32 * taps
        }
        if (outputs - o == 3) {
          sumBlock<T>(
            3, channel, row, plane, at, xRow, xRows * xRow, rows, length, sum, 8 * taps, inputs, kernelHeight, kernelWidth,
          )
        } else if (outputs - o == 2) {
          sumBlock<T>(
            2, channel, row, plane, at, xRow, xRows * xRow, rows, length, sum, 8 * taps, inputs, kernelHeight, kernelWidth,
          )
        } else if (outputs - o == 1) {
          sumBlock<T>(
            1, channel, row, plane, at, xRow, xRows * xRow, rows, length, sum, 8 * taps, inputs, kernelHeight, kernelWidth,
          )
        }
      }
    }
    x += xSample
    y += ySample
  }
}

/** Copies rows; what pads their last vector becomes zero. */
function clearPadding(source: usize, rows: i32, row: i32, mask: v128, target: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let offset = 0; offset < row - 16; offset += 16) v128.store(target + offset, v128.load(source + offset))
    v128.store(target + row - 16, v128.and(v128.load(source + row - 16), mask))
    source += row
    target += row
  }
}

/**
 * Adds the sums of `outputs` output channels, known when this is compiled, over a piece of their rows:
 * two kernel entries at a time, four for one or two channels.
 */
// @ts-ignore: decorator
@inline
function sumBlock<T>(
  outputs: i32, y: usize, yRow: i32, yPlane: i32, x: usize, xRow: i32, xPlane: i32, rows: i32, vectors: i32,
  sum: usize, sumPlane: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const together = outputs > 2 ? 2 : 4
  let waiting = 0
  let x0: usize = 0, x1: usize = 0, x2: usize = 0
  for (let i = 0; i < inputs; i++) {
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        const at = x + a * xRow + b * sizeof<T>()
        if (waiting == together - 1) {
          if (outputs > 2) sumTile<T>(outputs, 2, y, yRow, yPlane, x0, at, at, at, xRow, rows, vectors, sum, sumPlane)
          else sumTile<T>(outputs, 4, y, yRow, yPlane, x0, x1, x2, at, xRow, rows, vectors, sum, sumPlane)
          sum += 8 * together
          waiting = 0
        } else {
          if (waiting == 0) x0 = at
          else if (waiting == 1) x1 = at
          else x2 = at
          waiting++
        }
      }
    }
    x += xPlane
  }
  if (waiting > 0) sumTile<T>(outputs, 1, y, yRow, yPlane, x0, x0, x0, x0, xRow, rows, vectors, sum, sumPlane)
  if (waiting > 1) sumTile<T>(outputs, 1, y, yRow, yPlane, x1, x1, x1, x1, xRow, rows, vectors, sum + 8, sumPlane)
  if (waiting > 2) sumTile<T>(outputs, 1, y, yRow, yPlane, x2, x2, x2, x2, xRow, rows, vectors, sum + 16, sumPlane)
}

/**
 * The sums of `outputs` channels and `entries` kernel entries, in registers; both numbers are known when this is compiled. One or
 * two channels have up to four sums each (a0, a1, b0, b1 and c0, c1, d0, d1), three or four have up to two each.
 */
// @ts-ignore: decorator
@inline
function sumTile<T>(
  outputs: i32, entries: i32, y: usize, yRow: i32, yPlane: i32, x0: usize, x1: usize, x2: usize, x3: usize, xRow: i32,
  rows: i32, vectors: i32, sum: usize, sumPlane: i32,
): void {
  let a0 = i64x2.splat(0), a1 = i64x2.splat(0), b0 = i64x2.splat(0), b1 = i64x2.splat(0)
  let c0 = i64x2.splat(0), c1 = i64x2.splat(0), d0 = i64x2.splat(0), d1 = i64x2.splat(0)
  for (let r = 0; r < rows; r++) {
    const start = r * xRow
    let from = y
    let at0 = x0 + start, at1 = x1 + start, at2 = x2 + start, at3 = x3 + start
    for (let v = 0; v < vectors; v++) {
      const first = v128.load(at0)
      const second = entries > 1 ? v128.load(at1) : first
      let value = v128.load(from)
      a0 = v128.add<T>(a0, v128.mul<T>(value, first))
      if (entries > 1) a1 = v128.add<T>(a1, v128.mul<T>(value, second))
      if (outputs <= 2) {
        const third = entries > 2 ? v128.load(at2) : first
        const fourth = entries > 2 ? v128.load(at3) : first
        if (entries > 2) {
          b0 = v128.add<T>(b0, v128.mul<T>(value, third))
          b1 = v128.add<T>(b1, v128.mul<T>(value, fourth))
        }
        if (outputs > 1) {
          value = v128.load(from + yPlane)
          c0 = v128.add<T>(c0, v128.mul<T>(value, first))
          if (entries > 1) c1 = v128.add<T>(c1, v128.mul<T>(value, second))
          if (entries > 2) {
            d0 = v128.add<T>(d0, v128.mul<T>(value, third))
            d1 = v128.add<T>(d1, v128.mul<T>(value, fourth))
          }
        }
      } else {
        value = v128.load(from + yPlane)
        b0 = v128.add<T>(b0, v128.mul<T>(value, first))
        if (entries > 1) b1 = v128.add<T>(b1, v128.mul<T>(value, second))
        value = v128.load(from + 2 * yPlane)
        c0 = v128.add<T>(c0, v128.mul<T>(value, first))
        if (entries > 1) c1 = v128.add<T>(c1, v128.mul<T>(value, second))
        if (outputs > 3) {
          value = v128.load(from + 3 * yPlane)
          d0 = v128.add<T>(d0, v128.mul<T>(value, first))
          if (entries > 1) d1 = v128.add<T>(d1, v128.mul<T>(value, second))
        }
      }
      at0 += 16
      if (entries > 1) at1 += 16
      if (entries > 2) {
        at2 += 16
        at3 += 16
      }
      from += 16
    }
    y += yRow
  }
  addSum<T>(sum, a0)
  if (entries > 1) addSum<T>(sum + 8, a1)
  if (outputs <= 2) {
    if (entries > 2) {
      addSum<T>(sum + 16, b0)
      addSum<T>(sum + 24, b1)
    }
    if (outputs > 1) {
      addSum<T>(sum + sumPlane, c0)
      if (entries > 1) addSum<T>(sum + sumPlane + 8, c1)
      if (entries > 2) {
        addSum<T>(sum + sumPlane + 16, d0)
        addSum<T>(sum + sumPlane + 24, d1)
      }
    }
  } else {
    addSum<T>(sum + sumPlane, b0)
    if (entries > 1) addSum<T>(sum + sumPlane + 8, b1)
    addSum<T>(sum + 2 * sumPlane, c0)
    if (entries > 1) addSum<T>(sum + 2 * sumPlane + 8, c1)
    if (outputs > 3) {
      addSum<T>(sum + 3 * sumPlane, d0)
      if (entries > 1) addSum<T>(sum + 3 * sumPlane + 8, d1)
    }
  }
}

// @ts-ignore: decorator
@inline
function addSum<T>(sum: usize, lanes: v128): void {
  store<f64>(sum, load<f64>(sum) + laneSum(widened<T>(lanes)))
}
