import { madd, signOf } from './lanes'

/** arctan: of |x| up to 1, else of its reciprocal; a minimax polynomial with relative error 1.7e-8; at most 2 ulp. */
export function atan_f32(given: v128): v128 {
  const one = f32x4.splat(1.0)
  const x = f32x4.abs(given)
  const t = f32x4.div(f32x4.pmin(x, one), f32x4.pmax(x, one))
  const z = f32x4.mul(t, t)
  let p = f32x4.splat(-0.002920691)
  p = madd(p, z, 0.016367923)
  p = madd(p, z, -0.04321185)
  p = madd(p, z, 0.07552214)
  p = madd(p, z, -0.106660046)
  p = madd(p, z, 0.14211056)
  p = madd(p, z, -0.19993773)
  p = madd(p, z, 0.33333153)
  const correction = f32x4.mul(p, f32x4.mul(z, t))
  const near = f32x4.sub(t, correction)
  // π/2 in two parts
  const rest = f32x4.add(f32x4.sub(t, correction), f32x4.splat(4.37113883e-8))
  const far = f32x4.sub(f32x4.splat(1.57079637), rest)
  return v128.or(v128.bitselect(far, near, f32x4.gt(x, one)), signOf(given))
}
