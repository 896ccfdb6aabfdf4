// What somebody would write by hand for one nonlinearity: quotients shared, λ inverted once, two vectors per round.
import { shiftedExp } from '../../../packages/wasm/assembly/elementary/float/exp'

const VALUE: i32 = 0
const SLOPE: i32 = 1
const REVERSE: i32 = 2

const CHARBONNIER: i32 = 0
const TRUNCATED_TV: i32 = 1
const EXPONENTIAL: i32 = 2
const TRUNCATED_BFB: i32 = 3
const TRUNCATED_QUADRATIC: i32 = 4
const PERONA_MALIK: i32 = 5
const RELU: i32 = 6

const SQRT2: f32 = 1.4142135

// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b)
}

/** Stores the value, or the slope, or both and the derivative by the parameter. */
// @ts-ignore: decorator
@inline
function store(face: i32, at: usize, value: v128, slope: v128, parameter: v128, a: usize, b: usize, c: usize): void {
  if (face == SLOPE) v128.store(a + at, slope)
  else v128.store(a + at, value)
  if (face == REVERSE) {
    v128.store(b + at, slope)
    v128.store(c + at, parameter)
  }
}

// @ts-ignore: decorator
@inline
function step(
  kind: i32, face: i32, at: usize, x: usize, size: v128, inverse: v128, threshold: v128, a: usize, b: usize, c: usize,
): void {
  const one = f32x4.splat(1.0)
  const r = v128.load(x + at)
  if (kind == CHARBONNIER) {
    const s = mul(r, inverse)
    const root = f32x4.sqrt(f32x4.add(mul(s, s), one))
    if (face == VALUE) v128.store(a + at, f32x4.div(r, root))
    else {
      const w = f32x4.div(one, root)
      const slope = mul(w, mul(w, w))
      store(face, at, mul(r, w), slope, mul(mul(s, mul(s, s)), slope), a, b, c)
    }
  } else if (kind == EXPONENTIAL) {
    const s = mul(r, inverse)
    const square = mul(s, s)
    const exponent = f32x4.pmin(f32x4.pmax(mul(square, f32x4.splat(-0.5)), f32x4.splat(-104.0)), f32x4.splat(89.0))
    const e = shiftedExp(exponent, 0)
    store(face, at, mul(r, e), mul(f32x4.sub(one, square), e), mul(mul(s, square), e), a, b, c)
  } else if (kind == PERONA_MALIK) {
    const s = mul(r, inverse)
    const square = mul(s, s)
    const denominator = f32x4.add(square, one)
    if (face == VALUE) v128.store(a + at, f32x4.div(r, denominator))
    else {
      const g = f32x4.div(one, denominator)
      const g2 = mul(g, g)
      store(face, at, mul(r, g), mul(f32x4.sub(one, square), g2), mul(mul(mul(s, square), f32x4.splat(2.0)), g2), a, b, c)
    }
  } else if (kind == RELU) {
    const zero = f32x4.splat(0.0)
    if (face == VALUE) v128.store(a + at, f32x4.pmax(r, zero))
    else {
      const positive = f32x4.gt(r, zero)
      v128.store(a + at, face == SLOPE ? v128.and(positive, one) : v128.and(positive, r))
      if (face == REVERSE) v128.store(b + at, v128.and(positive, one))
    }
  } else {
    const inside = f32x4.le(f32x4.abs(r), threshold)
    if (kind == TRUNCATED_QUADRATIC) {
      v128.store(a + at, v128.and(inside, face == SLOPE ? one : r))
      if (face == REVERSE) v128.store(b + at, v128.and(inside, one))
    } else if (kind == TRUNCATED_TV) {
      const value = f32x4.pmin(f32x4.pmax(r, f32x4.neg(threshold)), threshold)
      const sign = v128.or(v128.and(r, i32x4.splat(i32.MIN_VALUE)), f32x4.splat(SQRT2))
      store(face, at, value, v128.and(inside, one), v128.andnot(sign, inside), a, b, c)
    } else {
      const quotient = f32x4.div(size, r)
      const doubled = f32x4.add(quotient, quotient)
      const value = v128.bitselect(r, mul(doubled, size), inside)
      const slope = v128.bitselect(one, f32x4.neg(mul(doubled, quotient)), inside)
      store(face, at, value, slope, v128.andnot(f32x4.add(doubled, doubled), inside), a, b, c)
    }
  }
}

// @ts-ignore: decorator
@inline
function rows(kind: i32, face: i32, bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  const size = f32x4.splat(parameter)
  const inverse = f32x4.div(f32x4.splat(1.0), size)
  const threshold = mul(size, f32x4.splat(SQRT2))
  // Tested at its end: else the engine would move the broadcasts and the inverse into the loop.
  let left = bytes
  do {
    step(kind, face, 0, x, size, inverse, threshold, a, b, c)
    step(kind, face, 16, x, size, inverse, threshold, a, b, c)
    x += 32
    a += 32
    if (face == REVERSE) {
      b += 32
      c += 32
    }
    left -= 32
  } while (left > 0)
}

export function charbonnier_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(CHARBONNIER, VALUE, bytes, x, parameter, a, b, c)
}

export function charbonnier_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(CHARBONNIER, SLOPE, bytes, x, parameter, a, b, c)
}

export function charbonnier_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(CHARBONNIER, REVERSE, bytes, x, parameter, a, b, c)
}

export function truncatedTv_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_TV, VALUE, bytes, x, parameter, a, b, c)
}

export function truncatedTv_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_TV, SLOPE, bytes, x, parameter, a, b, c)
}

export function truncatedTv_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_TV, REVERSE, bytes, x, parameter, a, b, c)
}

export function peronaMalikExponential_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(EXPONENTIAL, VALUE, bytes, x, parameter, a, b, c)
}

export function peronaMalikExponential_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(EXPONENTIAL, SLOPE, bytes, x, parameter, a, b, c)
}

export function peronaMalikExponential_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(EXPONENTIAL, REVERSE, bytes, x, parameter, a, b, c)
}

export function truncatedBfb_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_BFB, VALUE, bytes, x, parameter, a, b, c)
}

export function truncatedBfb_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_BFB, SLOPE, bytes, x, parameter, a, b, c)
}

export function truncatedBfb_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_BFB, REVERSE, bytes, x, parameter, a, b, c)
}

export function truncatedQuadratic_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_QUADRATIC, VALUE, bytes, x, parameter, a, b, c)
}

export function truncatedQuadratic_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_QUADRATIC, SLOPE, bytes, x, parameter, a, b, c)
}

export function truncatedQuadratic_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(TRUNCATED_QUADRATIC, REVERSE, bytes, x, parameter, a, b, c)
}

export function peronaMalik_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(PERONA_MALIK, VALUE, bytes, x, parameter, a, b, c)
}

export function peronaMalik_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(PERONA_MALIK, SLOPE, bytes, x, parameter, a, b, c)
}

export function peronaMalik_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(PERONA_MALIK, REVERSE, bytes, x, parameter, a, b, c)
}

export function relu_value(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(RELU, VALUE, bytes, x, parameter, a, b, c)
}

export function relu_slope(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(RELU, SLOPE, bytes, x, parameter, a, b, c)
}

export function relu_reverse(bytes: i32, x: usize, parameter: f32, a: usize, b: usize, c: usize): void {
  rows(RELU, REVERSE, bytes, x, parameter, a, b, c)
}
