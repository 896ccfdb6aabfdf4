import { extend } from './boundary'
import { sourceRowBytes } from './correlation'
import { laneMask, lanes, rowBytes } from './layout'

/** Vectors whose products are added up in T before they go into the float64 sum. */
const SEGMENT: i32 = 64

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
    let sum = sums
    for (let o = 0; o < outputs; o++) {
      const from = y + o * height * row
      for (let i = 0; i < inputs; i++) {
        for (let a = 0; a < kernelHeight; a++) {
          const against = scratch + (i * extendedHeight + a) * extendedRow
          let b = 0
          for (; b + 3 <= kernelWidth; b += 3) {
            threeColumns<T>(from, row, against + b * sizeof<T>(), extendedRow, height, mask, sum)
            sum += 24
          }
          for (; b < kernelWidth; b++) {
            oneColumn<T>(from, row, against + b * sizeof<T>(), extendedRow, height, mask, sum)
            sum += 8
          }
        }
      }
    }
    x += xSample
    y += ySample
  }
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
