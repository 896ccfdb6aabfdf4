import { madd, MAGIC } from './lanes'

/**
 * Below this the reduction by four parts of π/2 is exact enough: n·part has at most 22 + 30 bits.
 * Beyond, each lane takes the scalar Payne–Hanek path, which is wrong below.
 */
const LARGE: f64 = 4194304.0

const TWO_OVER_PI: f64 = 6.36619772367581382433e-01
const PIO2_1: f64 = 1.570796325802803
const PIO2_2: f64 = 9.920935791635221e-10
const PIO2_3: f64 = 5.17018297889025e-19
const PIO2_4: f64 = 2.9038559739793605e-28

// @ts-ignore: decorator
@inline
function isLarge(x: v128): bool {
  return v128.any_true(f64x2.ge(f64x2.abs(x), f64x2.splat(LARGE)))
}

/** sin(x + y) for |x| ≤ π/4 and a tail y; after fdlibm (Sun, 1993). */
// @ts-ignore: decorator
@inline
function sinKernel(x: v128, y: v128): v128 {
  const z = f64x2.mul(x, x)
  let r = f64x2.splat(1.58969099521155010221e-10)
  r = madd(r, z, -2.50507602534068634195e-08)
  r = madd(r, z, 2.75573137070700676789e-06)
  r = madd(r, z, -1.98412698298579493134e-04)
  r = madd(r, z, 8.33333333332248946124e-03)
  const v = f64x2.mul(z, x)
  const inner = f64x2.sub(f64x2.mul(f64x2.splat(0.5), y), f64x2.mul(v, r))
  return f64x2.sub(
    x,
    f64x2.sub(
      f64x2.sub(f64x2.mul(z, inner), y),
      f64x2.mul(v, f64x2.splat(-1.66666666666666324348e-01)),
    ),
  )
}

/** cos(x + y) for |x| ≤ π/4 and a tail y; after fdlibm. */
// @ts-ignore: decorator
@inline
function cosKernel(x: v128, y: v128): v128 {
  const one = f64x2.splat(1.0)
  const z = f64x2.mul(x, x)
  let r = f64x2.splat(-1.13596475577881948265e-11)
  r = madd(r, z, 2.08757232129817482790e-09)
  r = madd(r, z, -2.75573143513906633035e-07)
  r = madd(r, z, 2.48015872894767294178e-05)
  r = madd(r, z, -1.38888888888741095749e-03)
  r = madd(r, z, 4.16666666666666019037e-02)
  const half = f64x2.mul(f64x2.splat(0.5), z)
  const w = f64x2.sub(one, half)
  const correction = f64x2.sub(f64x2.mul(z, f64x2.mul(z, r)), f64x2.mul(x, y))
  return f64x2.add(w, f64x2.add(f64x2.sub(f64x2.sub(one, w), half), correction))
}

/** What rounding took from `difference` = a − b. */
// @ts-ignore: decorator
@inline
function lostIn(difference: v128, a: v128, b: v128): v128 {
  const rest = f64x2.sub(difference, a)
  return f64x2.sub(f64x2.sub(a, f64x2.sub(difference, rest)), f64x2.add(b, rest))
}

/** The sine in quadrant 0 of the reduced argument shifted by `shift` quadrants: 0 gives sin x, 1 cos x, 2 tan x. */
// @ts-ignore: decorator
@inline
function reduced(x: v128, kind: i32): v128 {
  const shifted = madd(x, f64x2.splat(TWO_OVER_PI), MAGIC)
  const n = f64x2.sub(shifted, f64x2.splat(MAGIC))
  const t = f64x2.sub(x, f64x2.mul(n, f64x2.splat(PIO2_1)))
  const second = f64x2.mul(n, f64x2.splat(PIO2_2))
  const closer = f64x2.sub(t, second)
  const third = f64x2.mul(n, f64x2.splat(PIO2_3))
  const close = f64x2.sub(closer, third)
  const lost = f64x2.add(lostIn(closer, t, second), lostIn(close, closer, third))
  const correction = f64x2.sub(lost, f64x2.mul(n, f64x2.splat(PIO2_4)))
  const head = f64x2.add(close, correction)
  const tail = f64x2.add(f64x2.sub(close, head), correction)
  const sine = sinKernel(head, tail)
  const cosine = cosKernel(head, tail)
  const odd = i64x2.neg(v128.and(shifted, i64x2.splat(1)))
  if (kind == 2) {
    const numerator = v128.bitselect(f64x2.neg(cosine), sine, odd)
    return f64x2.div(numerator, v128.bitselect(sine, cosine, odd))
  }
  const value = kind == 0 ? v128.bitselect(cosine, sine, odd) : v128.bitselect(sine, cosine, odd)
  const quadrant = kind == 0 ? shifted : i64x2.add(shifted, i64x2.splat(1))
  return v128.xor(value, i64x2.shl(v128.and(quadrant, i64x2.splat(2)), 62))
}

/** sin x, any finite x; below 1 ulp. */
export function sin_f64(x: v128): v128 {
  if (isLarge(x)) {
    const first = f64x2.splat(NativeMath.sin(f64x2.extract_lane(x, 0)))
    return f64x2.replace_lane(first, 1, NativeMath.sin(f64x2.extract_lane(x, 1)))
  }
  return reduced(x, 0)
}

/** cos x, any finite x; below 1 ulp. */
export function cos_f64(x: v128): v128 {
  if (isLarge(x)) {
    const first = f64x2.splat(NativeMath.cos(f64x2.extract_lane(x, 0)))
    return f64x2.replace_lane(first, 1, NativeMath.cos(f64x2.extract_lane(x, 1)))
  }
  return reduced(x, 1)
}

/** tan x as a quotient, any finite x; below 4 ulp. */
export function tan_f64(x: v128): v128 {
  if (isLarge(x)) {
    const first = f64x2.splat(NativeMath.tan(f64x2.extract_lane(x, 0)))
    return f64x2.replace_lane(first, 1, NativeMath.tan(f64x2.extract_lane(x, 1)))
  }
  return reduced(x, 2)
}
