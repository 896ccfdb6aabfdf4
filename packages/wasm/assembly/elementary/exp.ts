import { madd, MAGIC, powerOfTwo } from './lanes'

const LOG2E: f64 = 1.44269504088896338700e00
const LN2_HI: f64 = 6.93147180369123816490e-01
const LN2_LO: f64 = 1.90821492927058770002e-10

/** y·2ⁿ in two steps, so that overflow and subnormal results come out right. */
// @ts-ignore: decorator
@inline
function scaled(y: v128, n: v128): v128 {
  const half = f64x2.nearest(f64x2.mul(n, f64x2.splat(0.5)))
  return f64x2.mul(f64x2.mul(y, powerOfTwo(half)), powerOfTwo(f64x2.sub(n, half)))
}

/** eˣ; after fdlibm (Sun, 1993): x = n·ln 2 + r, a rational approximation in r; below 1 ulp. */
export function exp_f64(given: v128): v128 {
  const x = f64x2.pmin(f64x2.pmax(given, f64x2.splat(-746.0)), f64x2.splat(710.0))
  const n = f64x2.sub(madd(x, f64x2.splat(LOG2E), MAGIC), f64x2.splat(MAGIC))
  const hi = f64x2.sub(x, f64x2.mul(n, f64x2.splat(LN2_HI)))
  const lo = f64x2.mul(n, f64x2.splat(LN2_LO))
  const r = f64x2.sub(hi, lo)
  const t = f64x2.mul(r, r)
  let p = f64x2.splat(4.13813679705723846039e-08)
  p = madd(p, t, -1.65339022054652515390e-06)
  p = madd(p, t, 6.61375632143793436117e-05)
  p = madd(p, t, -2.77777777770155933842e-03)
  p = madd(p, t, 1.66666666666666019037e-01)
  const c = f64x2.sub(r, f64x2.mul(t, p))
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2.0), c))
  const y = f64x2.add(f64x2.splat(1.0), f64x2.add(f64x2.sub(quotient, lo), hi))
  return scaled(y, n)
}

/** eˣ − 1; the reduced argument after fdlibm, put together as 2ⁿ·(eʳ − 1) + (2ⁿ − 1); below 3 ulp. */
export function expm1_f64(given: v128): v128 {
  const x = f64x2.pmin(f64x2.pmax(given, f64x2.splat(-50.0)), f64x2.splat(710.0))
  const n = f64x2.sub(madd(x, f64x2.splat(LOG2E), MAGIC), f64x2.splat(MAGIC))
  const hi = f64x2.sub(x, f64x2.mul(n, f64x2.splat(LN2_HI)))
  const lo = f64x2.mul(n, f64x2.splat(LN2_LO))
  const r = f64x2.sub(hi, lo)
  const c = f64x2.sub(f64x2.sub(hi, r), lo)
  const half = f64x2.mul(r, f64x2.splat(0.5))
  const square = f64x2.mul(r, half)
  let q = f64x2.splat(-2.01099218183624371326e-07)
  q = madd(q, square, 4.00821782732936239552e-06)
  q = madd(q, square, -7.93650757867487942473e-05)
  q = madd(q, square, 1.58730158725481460165e-03)
  q = madd(q, square, -3.33333333333331316428e-02)
  q = madd(q, square, 1.0)
  const t = f64x2.sub(f64x2.splat(3.0), f64x2.mul(q, half))
  let e = f64x2.mul(
    square,
    f64x2.div(f64x2.sub(q, t), f64x2.sub(f64x2.splat(6.0), f64x2.mul(r, t))),
  )
  e = f64x2.sub(f64x2.sub(f64x2.mul(r, f64x2.sub(e, c)), c), square)
  const small = f64x2.sub(r, e)
  const power = powerOfTwo(f64x2.min(n, f64x2.splat(64.0)))
  const near = f64x2.add(f64x2.mul(small, power), f64x2.sub(power, f64x2.splat(1.0)))
  const far = scaled(f64x2.add(small, f64x2.splat(1.0)), n)
  return v128.bitselect(far, near, f64x2.gt(n, f64x2.splat(60.0)))
}
