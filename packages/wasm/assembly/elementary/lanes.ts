/** 1.5·2⁵²: added to a small integer-valued double it leaves that integer in the low mantissa bits. */
export const MAGIC: f64 = 6755399441055744.0
export const MAGIC_BITS: i64 = 0x4338000000000000

/** 2ⁿ for integer-valued n in [−1022, 1023]. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(n: v128): v128 {
  const bits = f64x2.add(n, f64x2.splat(MAGIC))
  return i64x2.shl(i64x2.add(bits, i64x2.splat(1023)), 52)
}

/** The double that equals each small integer. */
// @ts-ignore: decorator
@inline
export function fromInteger(k: v128): v128 {
  return f64x2.sub(i64x2.add(k, i64x2.splat(MAGIC_BITS)), f64x2.splat(MAGIC))
}

/** Lanes 0 and 1 of four floats as doubles. */
// @ts-ignore: decorator
@inline
export function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x)
}

/** Lanes 2 and 3 of four floats as doubles. */
// @ts-ignore: decorator
@inline
export function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1))
}

/** Two pairs of doubles rounded to four floats. */
// @ts-ignore: decorator
@inline
export function joined(a: v128, b: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2)
}

// @ts-ignore: decorator
@inline
export function madd(a: v128, x: v128, b: f64): v128 {
  return f64x2.add(f64x2.mul(a, x), f64x2.splat(b))
}
