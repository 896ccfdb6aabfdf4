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
 * Scratch holds one sample of x continued beyond its ends.
 */
export function kernelGradient<T>(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  const extendedHeight = height + kernelHeight - 1
  const extendedRow = sourceRowBytes<T>(width, kernelWidth)
  const row = rowBytes<T>(width)
  const mask = laneMask<T>(width & (lanes<T>() - 1))
  for (let n = 0; n < count; n++) {
    extend<T>(
      x, inputs, height, width, boundary, centreY, centreX,
      scratch, extendedHeight, width + kernelWidth - 1, extendedRow,
    )
    let o = 0
    for (; o + 4 <= outputs; o += 4) {
      fourChannels<T>(
        y + o * height * row, row, scratch, extendedRow, extendedHeight, height, mask,
        sums + o * inputs * kernelHeight * kernelWidth * 8, inputs, kernelHeight, kernelWidth,
      )
    }
    for (; o < outputs; o++) {
      oneChannel<T>(
        y + o * height * row, row, scratch, extendedRow, extendedHeight, height, mask,
        sums + o * inputs * kernelHeight * kernelWidth * 8, inputs, kernelHeight, kernelWidth,
      )
    }
    x += xSample
    y += ySample
  }
}

/** The sums of one output channel: three kernel columns at a time. */
function oneChannel<T>(
  y: usize, yRow: i32, x: usize, xRow: i32, xRows: i32, rows: i32, mask: v128, sum: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  for (let i = 0; i < inputs; i++) {
    for (let a = 0; a < kernelHeight; a++) {
      const from = x + (i * xRows + a) * xRow
      let b = 0
      for (; b + 3 <= kernelWidth; b += 3) {
        threeColumns<T>(y, yRow, from + b * sizeof<T>(), xRow, rows, mask, sum)
        sum += 24
      }
      for (; b < kernelWidth; b++) {
        oneColumn<T>(y, yRow, from + b * sizeof<T>(), xRow, rows, mask, sum)
        sum += 8
      }
    }
  }
}

/** The sums of four output channels: three, two or one kernel columns at a time. */
function fourChannels<T>(
  y: usize, yRow: i32, x: usize, xRow: i32, xRows: i32, rows: i32, mask: v128, sum: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const sumPlane = inputs * kernelHeight * kernelWidth * 8
  for (let i = 0; i < inputs; i++) {
    for (let a = 0; a < kernelHeight; a++) {
      let from = x + (i * xRows + a) * xRow
      let left = kernelWidth
      while (left > 0) {
        const columns = min(left, 3)
        if (columns == 3) fourOutputs<T>(y, yRow, from, xRow, rows, mask, sum, sumPlane, 3)
        else if (columns == 2) fourOutputs<T>(y, yRow, from, xRow, rows, mask, sum, sumPlane, 2)
        else fourOutputs<T>(y, yRow, from, xRow, rows, mask, sum, sumPlane, 1)
        from += columns * sizeof<T>()
        sum += columns * 8
        left -= columns
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function fourOutputs<T>(
  y: usize, yRow: i32, x: usize, xRow: i32, rows: i32, mask: v128, sum: usize, sumPlane: i32, columns: i32,
): void {
  const vectors = yRow >> 4
  const yPlane = rows * yRow
  for (let r = 0; r < rows; r++) {
    for (let start = 0; start < vectors; start += SEGMENT) {
      const end = min(start + SEGMENT, vectors)
      let a0 = i64x2.splat(0), a1 = i64x2.splat(0), a2 = i64x2.splat(0)
      let b0 = i64x2.splat(0), b1 = i64x2.splat(0), b2 = i64x2.splat(0)
      let c0 = i64x2.splat(0), c1 = i64x2.splat(0), c2 = i64x2.splat(0)
      let d0 = i64x2.splat(0), d1 = i64x2.splat(0), d2 = i64x2.splat(0)
      for (let v = start; v < end; v++) {
        const at = x + v * 16
        const x0 = v128.load(at)
        const x1 = columns > 1 ? v128.load(at, sizeof<T>()) : x0
        const x2 = columns > 2 ? v128.load(at, 2 * sizeof<T>()) : x0
        const used = v == vectors - 1 ? mask : i64x2.splat(-1)
        let from = y + v * 16
        let value = v128.and(v128.load(from), used)
        a0 = v128.add<T>(a0, v128.mul<T>(value, x0))
        if (columns > 1) a1 = v128.add<T>(a1, v128.mul<T>(value, x1))
        if (columns > 2) a2 = v128.add<T>(a2, v128.mul<T>(value, x2))
        from += yPlane
        value = v128.and(v128.load(from), used)
        b0 = v128.add<T>(b0, v128.mul<T>(value, x0))
        if (columns > 1) b1 = v128.add<T>(b1, v128.mul<T>(value, x1))
        if (columns > 2) b2 = v128.add<T>(b2, v128.mul<T>(value, x2))
        from += yPlane
        value = v128.and(v128.load(from), used)
        c0 = v128.add<T>(c0, v128.mul<T>(value, x0))
        if (columns > 1) c1 = v128.add<T>(c1, v128.mul<T>(value, x1))
        if (columns > 2) c2 = v128.add<T>(c2, v128.mul<T>(value, x2))
        from += yPlane
        value = v128.and(v128.load(from), used)
        d0 = v128.add<T>(d0, v128.mul<T>(value, x0))
        if (columns > 1) d1 = v128.add<T>(d1, v128.mul<T>(value, x1))
        if (columns > 2) d2 = v128.add<T>(d2, v128.mul<T>(value, x2))
      }
      addSums<T>(sum, a0, a1, a2, columns)
      addSums<T>(sum + sumPlane, b0, b1, b2, columns)
      addSums<T>(sum + 2 * sumPlane, c0, c1, c2, columns)
      addSums<T>(sum + 3 * sumPlane, d0, d1, d2, columns)
    }
    y += yRow
    x += xRow
  }
}

// @ts-ignore: decorator
@inline
function addSums<T>(sum: usize, first: v128, second: v128, third: v128, columns: i32): void {
  store<f64>(sum, load<f64>(sum) + laneSum(widened<T>(first)))
  if (columns > 1) store<f64>(sum, load<f64>(sum, 8) + laneSum(widened<T>(second)), 8)
  if (columns > 2) store<f64>(sum, load<f64>(sum, 16) + laneSum(widened<T>(third)), 16)
}

function threeColumns<T>(
  y: usize, yRow: i32, x: usize, xRow: i32, rows: i32, mask: v128, sum: usize,
): void {
  const vectors = yRow >> 4
  let total0 = i64x2.splat(0), total1 = i64x2.splat(0), total2 = i64x2.splat(0)
  for (let r = 0; r < rows; r++) {
    for (let start = 0; start < vectors; start += SEGMENT) {
      const end = min(start + SEGMENT, vectors)
      const whole = end == vectors ? end - 1 : end
      let s0 = i64x2.splat(0), s1 = i64x2.splat(0), s2 = i64x2.splat(0)
      for (let v = start; v < whole; v++) {
        const value = v128.load(y + v * 16)
        const at = x + v * 16
        s0 = v128.add<T>(s0, v128.mul<T>(value, v128.load(at)))
        s1 = v128.add<T>(s1, v128.mul<T>(value, v128.load(at, sizeof<T>())))
        s2 = v128.add<T>(s2, v128.mul<T>(value, v128.load(at, 2 * sizeof<T>())))
      }
      if (end == vectors) {
        const value = v128.and(v128.load(y + whole * 16), mask)
        const at = x + whole * 16
        s0 = v128.add<T>(s0, v128.mul<T>(value, v128.load(at)))
        s1 = v128.add<T>(s1, v128.mul<T>(value, v128.load(at, sizeof<T>())))
        s2 = v128.add<T>(s2, v128.mul<T>(value, v128.load(at, 2 * sizeof<T>())))
      }
      total0 = f64x2.add(total0, widened<T>(s0))
      total1 = f64x2.add(total1, widened<T>(s1))
      total2 = f64x2.add(total2, widened<T>(s2))
    }
    y += yRow
    x += xRow
  }
  store<f64>(sum, load<f64>(sum) + laneSum(total0))
  store<f64>(sum, load<f64>(sum, 8) + laneSum(total1), 8)
  store<f64>(sum, load<f64>(sum, 16) + laneSum(total2), 16)
}

function oneColumn<T>(
  y: usize, yRow: i32, x: usize, xRow: i32, rows: i32, mask: v128, sum: usize,
): void {
  const vectors = yRow >> 4
  let total = i64x2.splat(0)
  for (let r = 0; r < rows; r++) {
    for (let start = 0; start < vectors; start += SEGMENT) {
      const end = min(start + SEGMENT, vectors)
      const whole = end == vectors ? end - 1 : end
      let s = i64x2.splat(0)
      for (let v = start; v < whole; v++) {
        s = v128.add<T>(s, v128.mul<T>(v128.load(y + v * 16), v128.load(x + v * 16)))
      }
      if (end == vectors) {
        const value = v128.and(v128.load(y + whole * 16), mask)
        s = v128.add<T>(s, v128.mul<T>(value, v128.load(x + whole * 16)))
      }
      total = f64x2.add(total, widened<T>(s))
    }
    y += yRow
    x += xRow
  }
  store<f64>(sum, load<f64>(sum) + laneSum(total))
}
