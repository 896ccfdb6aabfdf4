import { integerOf, madd, powerOfTwo, rounded, scaled, signOf, valueOf } from './lanes'

/** x = n·ln 2 + r: n, rounded. */
// @ts-ignore: decorator
@inline
function digits(x: v128): v128 {
  return rounded(f32x4.mul(x, f32x4.splat(1.44269504)))
}

/** x = n·ln 2 + r: r, with ln 2 in the two parts of Cephes (Moshier). */
// @ts-ignore: decorator
@inline
function remainder(x: v128, digits: v128): v128 {
  const n = valueOf(digits)
  const coarse = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)))
  return f32x4.add(coarse, f32x4.mul(n, f32x4.splat(2.12194440e-4)))
}

/** eʳ − 1 for |r| ≤ ln 2 / 2; the polynomial of Cephes' expf. */
// @ts-ignore: decorator
@inline
function nearZero(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4)
  p = madd(p, r, 1.3981999507e-3)
  p = madd(p, r, 8.3334519073e-3)
  p = madd(p, r, 4.1665795894e-2)
  p = madd(p, r, 1.6666665459e-1)
  p = madd(p, r, 5.0000001201e-1)
  return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r)
}

/** eˣ·2^`shift` for |x| ≤ 110. */
// @ts-ignore: decorator
@inline
export function shiftedExp(x: v128, shift: i32): v128 {
  const n = digits(x)
  const y = f32x4.add(nearZero(remainder(x, n)), f32x4.splat(1.0))
  const whole = integerOf(n)
  return scaled(y, shift == 0 ? whole : i32x4.add(whole, i32x4.splat(shift)))
}

/** eˣ for |x| ≤ 80, where it is a normal float. */
// @ts-ignore: decorator
@inline
export function moderateExp(x: v128): v128 {
  const n = digits(x)
  const y = f32x4.add(nearZero(remainder(x, n)), f32x4.splat(1.0))
  return f32x4.mul(y, powerOfTwo(integerOf(n)))
}

/** eˣ; at most 1 ulp. */
export function exp_f32(given: v128): v128 {
  return shiftedExp(f32x4.pmin(f32x4.pmax(given, f32x4.splat(-104.0)), f32x4.splat(89.0)), 0)
}

/** eˣ − 1 as 2ⁿ·((eʳ − 1) + (1 − 2⁻ⁿ)); at most 2 ulp. */
export function expm1_f32(given: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(given, f32x4.splat(-18.0)), f32x4.splat(89.0))
  const n = digits(x)
  const whole = integerOf(n)
  const inverse = powerOfTwo(i32x4.max_s(i32x4.neg(whole), i32x4.splat(-64)))
  const offset = f32x4.sub(f32x4.splat(1.0), inverse)
  return v128.or(scaled(f32x4.add(nearZero(remainder(x, n)), offset), whole), signOf(given))
}
