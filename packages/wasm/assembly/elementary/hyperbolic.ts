import { exp_f64, expm1_f64 } from './exp'

const SIGN: i64 = i64.MIN_VALUE

/** From here on e⁻ˣ is below half an ulp of eˣ, and eˣ itself nears overflow. */
const LARGE: f64 = 22.0

/** eˣ/2 without overflow where the result is finite. */
// @ts-ignore: decorator
@inline
function halfExp(x: v128): v128 {
  const root = exp_f64(f64x2.mul(x, f64x2.splat(0.5)))
  return f64x2.mul(f64x2.mul(f64x2.splat(0.5), root), root)
}

/** sinh x; below 4 ulp. */
export function sinh_f64(given: v128): v128 {
  const one = f64x2.splat(1.0)
  const x = f64x2.abs(given)
  const t = expm1_f64(f64x2.min(x, f64x2.splat(LARGE)))
  const quotient = f64x2.div(t, f64x2.add(t, one))
  const near = f64x2.mul(f64x2.splat(0.5), f64x2.add(t, quotient))
  const y = v128.bitselect(halfExp(x), near, f64x2.gt(x, f64x2.splat(LARGE)))
  return v128.or(y, v128.and(given, i64x2.splat(SIGN)))
}

/** cosh x; below 4 ulp. */
export function cosh_f64(given: v128): v128 {
  const x = f64x2.abs(given)
  const e = exp_f64(f64x2.min(x, f64x2.splat(LARGE)))
  const near = f64x2.mul(f64x2.splat(0.5), f64x2.add(e, f64x2.div(f64x2.splat(1.0), e)))
  return v128.bitselect(halfExp(x), near, f64x2.gt(x, f64x2.splat(LARGE)))
}

/** tanh x; below 4 ulp. */
export function tanh_f64(given: v128): v128 {
  const x = f64x2.min(f64x2.abs(given), f64x2.splat(LARGE))
  const two = f64x2.splat(2.0)
  const far = f64x2.ge(x, f64x2.splat(1.0))
  const doubled = f64x2.mul(two, x)
  const t = expm1_f64(v128.bitselect(doubled, f64x2.neg(doubled), far))
  const quotient = f64x2.div(v128.bitselect(two, f64x2.neg(t), far), f64x2.add(t, two))
  const y = v128.bitselect(f64x2.sub(f64x2.splat(1.0), quotient), quotient, far)
  return v128.or(y, v128.and(given, i64x2.splat(SIGN)))
}
