/** 1.5·2²³: added to a small float it rounds it to an integer, which is then in the low bits. */
const MAGIC: f32 = 12582912.0
const MAGIC_BITS: i32 = 0x4b400000

/** Four floats rounded to integers, up to 2²² in size, and a constant more; see {@link valueOf}, {@link integerOf}. */
// @ts-ignore: decorator
@inline
export function rounded(x: v128): v128 {
  return f32x4.add(x, f32x4.splat(MAGIC))
}

/** The integers as floats. */
// @ts-ignore: decorator
@inline
export function valueOf(rounded: v128): v128 {
  return f32x4.sub(rounded, f32x4.splat(MAGIC))
}

/** The integers. */
// @ts-ignore: decorator
@inline
export function integerOf(rounded: v128): v128 {
  return i32x4.sub(rounded, i32x4.splat(MAGIC_BITS))
}

/** 2ⁿ for integers n in [−126, 127]. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** y·2ⁿ in two steps, so that overflow and subnormal results come out right. */
// @ts-ignore: decorator
@inline
export function scaled(y: v128, n: v128): v128 {
  const half = i32x4.shr_s(n, 1)
  return f32x4.mul(f32x4.mul(y, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)))
}

/** The signs of four floats. */
// @ts-ignore: decorator
@inline
export function signOf(x: v128): v128 {
  return v128.and(x, i32x4.splat(i32.MIN_VALUE))
}

/** a·x + b. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, x: v128, b: f32): v128 {
  return f32x4.add(f32x4.mul(a, x), f32x4.splat(b))
}
