import { exp_f64 } from '../exp'
import { high, joined, low, madd as maddDouble } from '../lanes'
import { log_f64 } from '../log'
import { integerOf, madd, rounded, scaled } from './lanes'
import { exponent } from './log'

/** |x|ʸ in doubles with the sign and the domain of Math.pow; good to 1e-13, ample for a float. */
// @ts-ignore: decorator
@inline
function widePower(x: v128, y: v128): v128 {
  const zero = f64x2.splat(0.0)
  const size = exp_f64(f64x2.mul(y, log_f64(f64x2.abs(x))))
  const half = f64x2.mul(y, f64x2.splat(0.5))
  const whole = f64x2.eq(f64x2.nearest(y), y)
  const odd = v128.and(whole, f64x2.ne(f64x2.nearest(half), half))
  const negative = f64x2.lt(x, zero)
  const signed = v128.bitselect(f64x2.neg(size), size, v128.and(odd, negative))
  const inside = v128.bitselect(signed, f64x2.splat(NaN), v128.or(whole, v128.not(negative)))
  return v128.bitselect(f64x2.splat(1.0), inside, f64x2.eq(y, zero))
}

/** xʸ for any x and y. */
export function generalPower_f32(x: v128, y: v128): v128 {
  return joined(widePower(low(x), low(y)), widePower(high(x), high(y)))
}

/** y·(k + log₂(1 + f)) in doubles, kept in [−200, 200]; the polynomial in s² with s = f/(2 + f) has relative error 4e-12. */
// @ts-ignore: decorator
@inline
function timesLog2(y: v128, k: v128, f: v128): v128 {
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2.0)))
  const z = f64x2.mul(s, s)
  let p = f64x2.splat(0.3407449944934966)
  p = maddDouble(p, z, 0.41167187532251476)
  p = maddDouble(p, z, 0.5770835998866067)
  p = maddDouble(p, z, 0.961796673257517)
  p = maddDouble(p, z, 2.8853900817901588)
  const product = f64x2.mul(y, f64x2.add(k, f64x2.mul(p, s)))
  return f64x2.pmin(f64x2.pmax(product, f64x2.splat(-200.0)), f64x2.splat(200.0))
}

/** xʸ: the logarithm in doubles, the exponential in floats; at most 1 ulp. */
export function power_f32(x: v128, y: v128): v128 {
  const infinity = f32x4.splat(Infinity)
  const positive = v128.and(f32x4.ge(x, f32x4.splat(1.17549435e-38)), f32x4.lt(x, infinity))
  const usual = v128.and(positive, f32x4.lt(f32x4.abs(y), infinity))
  const k = exponent(x)
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(k, 23)), f32x4.splat(1.0))
  const first = timesLog2(low(y), f64x2.convert_low_i32x4_s(k), low(f))
  const last = timesLog2(high(y), f64x2.convert_low_i32x4_s(i64x2.shuffle(k, k, 1, 1)), high(f))
  const firstWhole = f64x2.nearest(first)
  const lastWhole = f64x2.nearest(last)
  const n = joined(firstWhole, lastWhole)
  const r = joined(f64x2.sub(first, firstWhole), f64x2.sub(last, lastWhole))
  let p = f32x4.splat(0.00015476301)
  p = madd(p, r, 0.001340027)
  p = madd(p, r, 0.009618004)
  p = madd(p, r, 0.05550328)
  p = madd(p, r, 0.2402265)
  p = madd(p, r, 0.6931472)
  const fraction = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0))
  const near = scaled(fraction, integerOf(rounded(n)))
  if (i32x4.all_true(usual)) return near
  return v128.bitselect(near, generalPower_f32(x, y), usual)
}
