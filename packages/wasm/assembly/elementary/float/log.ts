import { madd } from './lanes'

const SQRT_HALF_BITS: i32 = 0x3f3504f3

/** Number of binary digits to take out of x so that what remains lies in [√½, √2). */
// @ts-ignore: decorator
@inline
export function exponent(x: v128): v128 {
  return i32x4.shr_s(i32x4.sub(x, i32x4.splat(SQRT_HALF_BITS)), 23)
}

/** log(1 + f) + k·ln 2 for 1 + f in [√½, √2); the polynomial of Cephes' logf (Moshier). */
// @ts-ignore: decorator
@inline
function assembled(f: v128, k: v128): v128 {
  let p = f32x4.splat(7.0376836292e-2)
  p = madd(p, f, -1.1514610310e-1)
  p = madd(p, f, 1.1676998740e-1)
  p = madd(p, f, -1.2420140846e-1)
  p = madd(p, f, 1.4249322787e-1)
  p = madd(p, f, -1.6668057665e-1)
  p = madd(p, f, 2.0000714765e-1)
  p = madd(p, f, -2.4999993993e-1)
  p = madd(p, f, 3.3333331174e-1)
  const square = f32x4.mul(f, f)
  const cubic = f32x4.mul(f32x4.mul(p, f), square)
  const small = f32x4.sub(cubic, f32x4.mul(k, f32x4.splat(2.12194440e-4)))
  const correction = f32x4.sub(small, f32x4.mul(square, f32x4.splat(0.5)))
  return f32x4.add(f32x4.add(f, correction), f32x4.mul(k, f32x4.splat(0.693359375)))
}

/** y, the logarithm of u, where u is positive and finite: else −∞ at 0, ∞ at ∞, NaN. */
// @ts-ignore: decorator
@inline
function withSpecialValues(y: v128, u: v128): v128 {
  const zero = f32x4.splat(0.0)
  const infinity = f32x4.splat(Infinity)
  const unbounded = v128.andnot(u, f32x4.lt(u, infinity))
  const pole = v128.and(f32x4.splat(-Infinity), f32x4.eq(u, zero))
  return v128.or(f32x4.add(f32x4.add(y, unbounded), pole), f32x4.lt(u, zero))
}

/** Natural logarithm; at most 1 ulp, subnormal arguments included. */
export function log_f32(given: v128): v128 {
  const tiny = f32x4.lt(given, f32x4.splat(1.17549435e-38))
  const x = v128.bitselect(f32x4.mul(given, f32x4.splat(16777216.0)), given, tiny)
  const k = exponent(x)
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(k, 23)), f32x4.splat(1.0))
  const digits = f32x4.sub(f32x4.convert_i32x4_s(k), v128.and(tiny, f32x4.splat(24.0)))
  return withSpecialValues(assembled(f, digits), given)
}

/** log(1 + x); 1 + x = 2ᵏ·(1 + f) with f = x·2⁻ᵏ + (2⁻ᵏ − 1), which loses nothing of x; at most 2 ulp. */
export function log1p_f32(x: v128): v128 {
  const u = f32x4.add(x, f32x4.splat(1.0))
  const k = exponent(u)
  // Beyond 2⁶⁴ the 1 plays no part, and 2⁻ᵏ may be no normal float.
  const inverse = i32x4.sub(f32x4.splat(1.0), i32x4.shl(i32x4.min_s(k, i32x4.splat(64)), 23))
  const f = f32x4.add(i32x4.sub(x, i32x4.shl(k, 23)), f32x4.sub(inverse, f32x4.splat(1.0)))
  const y = withSpecialValues(assembled(f, f32x4.convert_i32x4_s(k)), u)
  return v128.or(y, v128.and(x, i32x4.splat(i32.MIN_VALUE)))
}
