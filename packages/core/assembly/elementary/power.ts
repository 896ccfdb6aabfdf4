import { exp_f64 } from './exp'
import { high, joined, low } from './lanes'
import { log_f64 } from './log'

/** xʸ as Math.pow defines it, lane by lane: exp(y·log x) in doubles would lose up to ten bits. */
export function power_f64(x: v128, y: v128): v128 {
  const first = f64x2.splat(NativeMath.pow(f64x2.extract_lane(x, 0), f64x2.extract_lane(y, 0)))
  return f64x2.replace_lane(first, 1, NativeMath.pow(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1)))
}

/** |x|ʸ with the sign and the domain of Math.pow; good to 1e-13, ample for a float. */
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

export function power_f32(x: v128, y: v128): v128 {
  return joined(widePower(low(x), low(y)), widePower(high(x), high(y)))
}
