import { fromInteger, madd } from './lanes'

const LN2_HI: f64 = 6.93147180369123816490e-01
const LN2_LO: f64 = 1.90821492927058770002e-10
const SQRT_HALF_BITS: i64 = 0x3fe6a09e667f3bcd

/** Number of binary digits to take out of x so that what remains lies in [√½, √2). */
// @ts-ignore: decorator
@inline
function exponent(x: v128): v128 {
  return i64x2.shr_s(i64x2.sub(x, i64x2.splat(SQRT_HALF_BITS)), 52)
}

/** log(1 + f) + k·ln 2 + c for 1 + f in [√½, √2), c a small correction; after fdlibm (Sun, 1993). */
// @ts-ignore: decorator
@inline
function assembled(f: v128, k: v128, c: v128): v128 {
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2.0), f))
  const z = f64x2.mul(s, s)
  let p = f64x2.splat(1.479819860511658591e-01)
  p = madd(p, z, 1.531383769920937332e-01)
  p = madd(p, z, 1.818357216161805012e-01)
  p = madd(p, z, 2.222219843214978396e-01)
  p = madd(p, z, 2.857142874366239149e-01)
  p = madd(p, z, 3.999999999940941908e-01)
  p = madd(p, z, 6.666666666666735130e-01)
  const remainder = f64x2.mul(p, z)
  const halfSquare = f64x2.mul(f64x2.splat(0.5), f64x2.mul(f, f))
  const small = f64x2.add(
    f64x2.mul(s, f64x2.add(halfSquare, remainder)),
    f64x2.add(f64x2.mul(k, f64x2.splat(LN2_LO)), c),
  )
  return f64x2.add(
    f64x2.add(f64x2.sub(small, halfSquare), f),
    f64x2.mul(k, f64x2.splat(LN2_HI)),
  )
}

/** What the logarithm of u is where it is no finite number: −∞ at 0, ∞ at ∞, else NaN. */
// @ts-ignore: decorator
@inline
function withSpecialValues(y: v128, u: v128): v128 {
  const zero = f64x2.splat(0.0)
  const infinity = f64x2.splat(Infinity)
  let special = v128.bitselect(infinity, f64x2.splat(NaN), f64x2.eq(u, infinity))
  special = v128.bitselect(f64x2.splat(-Infinity), special, f64x2.eq(u, zero))
  return v128.bitselect(y, special, v128.and(f64x2.gt(u, zero), f64x2.lt(u, infinity)))
}

/** Natural logarithm; below 2 ulp, subnormal arguments included. */
export function log_f64(x: v128): v128 {
  const tiny = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308))
  const u = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984.0)), x, tiny)
  const k = exponent(u)
  const m = i64x2.sub(u, i64x2.shl(k, 52))
  const digits = f64x2.sub(fromInteger(k), v128.and(tiny, f64x2.splat(54.0)))
  const y = assembled(f64x2.sub(m, f64x2.splat(1.0)), digits, f64x2.splat(0.0))
  return withSpecialValues(y, x)
}

/** log(1 + x); below 2 ulp. */
export function log1p_f64(x: v128): v128 {
  const one = f64x2.splat(1.0)
  const u = f64x2.add(one, x)
  const k = exponent(u)
  const unreduced = i64x2.eq(k, i64x2.splat(0))
  const m = i64x2.sub(u, i64x2.shl(k, 52))
  const f = v128.bitselect(x, f64x2.sub(m, one), unreduced)
  const lost = v128.bitselect(
    f64x2.sub(one, f64x2.sub(u, x)),
    f64x2.sub(x, f64x2.sub(u, one)),
    f64x2.gt(u, f64x2.splat(2.0)),
  )
  const c = v128.andnot(f64x2.div(lost, u), unreduced)
  return withSpecialValues(assembled(f, fromInteger(k), c), u)
}
