import { moderateExp, shiftedExp } from './exp'
import { madd, signOf } from './lanes'

/** eˣ/2 for x ≥ 0, without overflow where the result is finite. */
// @ts-ignore: decorator
@inline
function halfExp(x: v128): v128 {
  return shiftedExp(f32x4.pmin(x, f32x4.splat(90.0)), -1)
}

/** sinh x; after Cephes' sinhf (Moshier); at most 2 ulp. */
export function sinh_f32(given: v128): v128 {
  const x = f32x4.abs(given)
  const half = halfExp(x)
  const far = f32x4.sub(half, f32x4.div(f32x4.splat(0.25), half))
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(2.03721912945e-4)
  p = madd(p, square, 8.33028376239e-3)
  p = madd(p, square, 1.66667160211e-1)
  const near = f32x4.add(f32x4.mul(p, f32x4.mul(square, x)), x)
  return v128.or(v128.bitselect(near, far, f32x4.lt(x, f32x4.splat(1.0))), signOf(given))
}

/** cosh x; at most 2 ulp. */
export function cosh_f32(given: v128): v128 {
  const half = halfExp(f32x4.abs(given))
  return f32x4.add(half, f32x4.div(f32x4.splat(0.25), half))
}

/** tanh x; after Cephes' tanhf (Moshier); at most 2 ulp. */
export function tanh_f32(given: v128): v128 {
  // From 9.02 on it rounds to 1.
  const x = f32x4.pmin(f32x4.abs(given), f32x4.splat(9.1))
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = madd(p, square, 2.06390887954e-2)
  p = madd(p, square, -5.37397155531e-2)
  p = madd(p, square, 1.33314422036e-1)
  p = madd(p, square, -3.33332819422e-1)
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x)
  const one = f32x4.splat(1.0)
  const quotient = f32x4.div(f32x4.splat(2.0), f32x4.add(moderateExp(f32x4.add(x, x)), one))
  const far = f32x4.sub(one, quotient)
  return v128.or(v128.bitselect(near, far, f32x4.lt(x, f32x4.splat(0.625))), signOf(given))
}
