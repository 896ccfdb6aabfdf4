import { cos_f64, sin_f64, tan_f64 } from '../trigonometric'
import { high, joined, low } from '../lanes'
import { madd, rounded, valueOf } from './lanes'

/**
 * Below this n = x·2/π has at most 9 bits, and its products with the parts of π/2 below, of 15 bits each, are exact.
 * All are positive, so that −0 stays −0.
 */
const LARGE: f32 = 800.0

const PIO2_1: f32 = 1.57073974609375
const PIO2_2: f32 = 0.000056579709053039550781
const PIO2_3: f32 = 9.9208818937768228352e-10
const PIO2_4: f32 = 5.3903025299577647655e-15

/** All bits in the lanes whose argument needs no more digits of π, and is finite. */
// @ts-ignore: decorator
@inline
function isModerate(x: v128): v128 {
  return f32x4.lt(f32x4.abs(x), f32x4.splat(LARGE))
}

/** x − n·π/2. */
// @ts-ignore: decorator
@inline
function remainder(x: v128, quadrants: v128): v128 {
  const n = valueOf(quadrants)
  const coarse = f32x4.sub(x, f32x4.mul(n, f32x4.splat(PIO2_1)))
  const fine = f32x4.sub(coarse, f32x4.mul(n, f32x4.splat(PIO2_2)))
  const finer = f32x4.sub(fine, f32x4.mul(n, f32x4.splat(PIO2_3)))
  return f32x4.sub(finer, f32x4.mul(n, f32x4.splat(PIO2_4)))
}

/** The multiple of π/2 nearest to x, rounded as in {@link rounded}. */
// @ts-ignore: decorator
@inline
function quadrants(x: v128): v128 {
  return rounded(f32x4.mul(x, f32x4.splat(0.636619747)))
}

/** All bits in the lanes with an odd number of quadrants. */
// @ts-ignore: decorator
@inline
function odd(quadrants: v128): v128 {
  return i32x4.shr_s(i32x4.shl(quadrants, 31), 31)
}

/** sin(x + `shift`·π/2); the polynomials of Cephes' sinf and cosf (Moshier). */
// @ts-ignore: decorator
@inline
function shiftedSine(x: v128, shift: i32): v128 {
  const n = quadrants(x)
  const r = remainder(x, n)
  const z = f32x4.mul(r, r)
  const p = madd(f32x4.splat(-1.9515295891e-4), z, 8.3321608736e-3)
  const cubic = f32x4.mul(z, r)
  // In this order −0 stays −0.
  const sine = f32x4.sub(
    r,
    f32x4.sub(f32x4.mul(cubic, f32x4.splat(1.6666654611e-1)), f32x4.mul(f32x4.mul(cubic, z), p)),
  )
  let q = f32x4.splat(2.443315711809948e-5)
  q = madd(q, z, -1.388731625493765e-3)
  q = madd(q, z, 4.166664568298827e-2)
  const quartic = f32x4.mul(q, f32x4.mul(z, z))
  const cosine = f32x4.add(
    f32x4.sub(quartic, f32x4.mul(z, f32x4.splat(0.5))),
    f32x4.splat(1.0),
  )
  const turned = odd(n)
  const value = shift == 0 ? v128.bitselect(cosine, sine, turned) : v128.bitselect(sine, cosine, turned)
  const quadrant = shift == 0 ? n : i32x4.add(n, i32x4.splat(shift))
  return v128.xor(value, i32x4.shl(v128.and(quadrant, i32x4.splat(2)), 30))
}

/** sin x; at most 3 ulp. What stands in a lane never depends on the others. */
export function sin_f32(x: v128): v128 {
  const near = shiftedSine(x, 0)
  const moderate = isModerate(x)
  if (i32x4.all_true(moderate)) return near
  return v128.bitselect(near, joined(sin_f64(low(x)), sin_f64(high(x))), moderate)
}

/** cos x; at most 3 ulp. */
export function cos_f32(x: v128): v128 {
  const near = shiftedSine(x, 1)
  const moderate = isModerate(x)
  if (i32x4.all_true(moderate)) return near
  return v128.bitselect(near, joined(cos_f64(low(x)), cos_f64(high(x))), moderate)
}

/** tan x; the polynomial of Cephes' tanf (Moshier), in odd quadrants its negative reciprocal; at most 4 ulp. */
export function tan_f32(x: v128): v128 {
  const n = quadrants(x)
  const r = remainder(x, n)
  const z = f32x4.mul(r, r)
  let p = f32x4.splat(9.38540185543e-3)
  p = madd(p, z, 3.11992232697e-3)
  p = madd(p, z, 2.44301354525e-2)
  p = madd(p, z, 5.34112807005e-2)
  p = madd(p, z, 1.33387994085e-1)
  p = madd(p, z, 3.33331568548e-1)
  const tangent = f32x4.add(f32x4.mul(p, f32x4.mul(z, r)), r)
  const near = v128.bitselect(f32x4.div(f32x4.splat(-1.0), tangent), tangent, odd(n))
  const moderate = isModerate(x)
  if (i32x4.all_true(moderate)) return near
  return v128.bitselect(near, joined(tan_f64(low(x)), tan_f64(high(x))), moderate)
}
