import { laneSum, widened } from './kernel-gradient'
import { lanes, rowBytes } from './layout'

// Numbers of kinds and ranges, as in src/lowering/operations/reduce.ts.
const DOT: i32 = 1
const MAXIMUM: i32 = 2
const OVER_CHANNELS: i32 = 1
const OVER_SAMPLES: i32 = 2

/**
 * Reduces `count` samples of x (and y for a dot product). Over everything or per channel the results are joined to what
 * `out` holds; per sample they are written. Padding behind the rows is not read.
 */
export function reduce<T>(
  count: i32, x: usize, xSample: i32, xPlane: i32, y: usize, ySample: i32, yPlane: i32, out: usize,
  kind: i32, over: i32, channels: i32, height: i32, width: i32,
): void {
  for (let n = 0; n < count; n++) {
    let joined: f64 = kind == MAXIMUM ? -Infinity : 0.0
    for (let c = 0; c < channels; c++) {
      const at = x + c * xPlane
      const value =
        kind == MAXIMUM ? planeMaximum<T>(at, height, width)
        : kind == DOT ? planeDot<T>(at, y + c * yPlane, height, width)
        : planeSum<T>(at, height, width)
      if (over == OVER_CHANNELS) store<f64>(out + c * 8, load<f64>(out + c * 8) + value)
      else joined = kind == MAXIMUM ? max(joined, value) : joined + value
    }
    if (over == OVER_SAMPLES) {
      store<f64>(out, joined)
      out += 8
    } else if (over != OVER_CHANNELS) {
      store<f64>(out, kind == MAXIMUM ? max(load<f64>(out), joined) : load<f64>(out) + joined)
    }
    x += xSample
    y += ySample
  }
}

function planeSum<T>(x: usize, height: i32, width: i32): f64 {
  const row = rowBytes<T>(width)
  const whole = width / lanes<T>()
  // Four sums, because one would wait for itself.
  let sum = i64x2.splat(0), second = i64x2.splat(0), third = i64x2.splat(0), fourth = i64x2.splat(0)
  let rest: f64 = 0
  for (let r = 0; r < height; r++) {
    let v = 0
    for (; v + 4 <= whole; v += 4) {
      const at = x + v * 16
      sum = f64x2.add(sum, widened<T>(v128.load(at)))
      second = f64x2.add(second, widened<T>(v128.load(at, 16)))
      third = f64x2.add(third, widened<T>(v128.load(at, 32)))
      fourth = f64x2.add(fourth, widened<T>(v128.load(at, 48)))
    }
    for (; v < whole; v++) sum = f64x2.add(sum, widened<T>(v128.load(x + v * 16)))
    for (let i = whole * lanes<T>(); i < width; i++) rest += <f64>load<T>(x + i * sizeof<T>())
    x += row
  }
  return laneSum(f64x2.add(f64x2.add(sum, second), f64x2.add(third, fourth))) + rest
}

/** The products of the lanes, added up to two float64. */
// @ts-ignore: decorator
@inline
function product<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 8) return f64x2.mul(a, b)
  return f64x2.add(
    f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)),
    f64x2.mul(
      f64x2.promote_low_f32x4(i64x2.shuffle(a, a, 1, 1)),
      f64x2.promote_low_f32x4(i64x2.shuffle(b, b, 1, 1)),
    ),
  )
}

function planeDot<T>(x: usize, y: usize, height: i32, width: i32): f64 {
  const row = rowBytes<T>(width)
  const whole = width / lanes<T>()
  let sum = i64x2.splat(0), second = i64x2.splat(0)
  let rest: f64 = 0
  for (let r = 0; r < height; r++) {
    let v = 0
    for (; v + 2 <= whole; v += 2) {
      const at = v * 16
      sum = f64x2.add(sum, product<T>(v128.load(x + at), v128.load(y + at)))
      second = f64x2.add(second, product<T>(v128.load(x + at, 16), v128.load(y + at, 16)))
    }
    for (; v < whole; v++) sum = f64x2.add(sum, product<T>(v128.load(x + v * 16), v128.load(y + v * 16)))
    for (let i = whole * lanes<T>(); i < width; i++) {
      rest += <f64>load<T>(x + i * sizeof<T>()) * <f64>load<T>(y + i * sizeof<T>())
    }
    x += row
    y += row
  }
  return laneSum(f64x2.add(sum, second)) + rest
}

function planeMaximum<T>(x: usize, height: i32, width: i32): f64 {
  const row = rowBytes<T>(width)
  const whole = width / lanes<T>()
  let most = v128.splat<T>(<T>-Infinity)
  let rest: f64 = -Infinity
  for (let r = 0; r < height; r++) {
    for (let v = 0; v < whole; v++) most = v128.max<T>(most, v128.load(x + v * 16))
    for (let i = whole * lanes<T>(); i < width; i++) rest = max(rest, <f64>load<T>(x + i * sizeof<T>()))
    x += row
  }
  for (let lane = 0; lane < lanes<T>(); lane++) {
    rest = max(rest, sizeof<T>() == 8 ? lane64(most, lane) : lane32(most, lane))
  }
  return rest
}

function lane64(x: v128, lane: i32): f64 {
  return lane == 0 ? f64x2.extract_lane(x, 0) : f64x2.extract_lane(x, 1)
}

function lane32(x: v128, lane: i32): f64 {
  if (lane == 0) return <f64>f32x4.extract_lane(x, 0)
  if (lane == 1) return <f64>f32x4.extract_lane(x, 1)
  return lane == 2 ? <f64>f32x4.extract_lane(x, 2) : <f64>f32x4.extract_lane(x, 3)
}

/** Joins the partial results of the groups, each `length` numbers, `stride` bytes apart, in their order. */
export function joinPartials(
  partials: usize, groups: i32, stride: i32, length: i32, maximum: bool, out: usize,
): void {
  for (let i = 0; i < length; i++) {
    let value = load<f64>(partials + i * 8)
    for (let g = 1; g < groups; g++) {
      const next = load<f64>(partials + g * stride + i * 8)
      value = maximum ? max(value, next) : value + next
    }
    store<f64>(out + i * 8, value)
  }
}
