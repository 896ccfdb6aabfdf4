import { high, joined, low, madd } from './lanes'

/** arctan; the five ranges of fdlibm (Sun, 1993) chosen by masks, one division; below 2 ulp. */
export function atan_f64(given: v128): v128 {
  const one = f64x2.splat(1.0)
  const x = f64x2.abs(given)
  let numerator = x
  let denominator = one
  let hi = f64x2.splat(0.0)
  let lo = f64x2.splat(0.0)
  let beyond = f64x2.ge(x, f64x2.splat(0.4375))
  numerator = v128.bitselect(f64x2.sub(f64x2.add(x, x), one), numerator, beyond)
  denominator = v128.bitselect(f64x2.add(f64x2.splat(2.0), x), denominator, beyond)
  hi = v128.bitselect(f64x2.splat(4.63647609000806093515e-01), hi, beyond)
  lo = v128.bitselect(f64x2.splat(2.26987774529616870924e-17), lo, beyond)
  beyond = f64x2.ge(x, f64x2.splat(0.6875))
  numerator = v128.bitselect(f64x2.sub(x, one), numerator, beyond)
  denominator = v128.bitselect(f64x2.add(x, one), denominator, beyond)
  hi = v128.bitselect(f64x2.splat(7.85398163397448278999e-01), hi, beyond)
  lo = v128.bitselect(f64x2.splat(3.06161699786838301793e-17), lo, beyond)
  beyond = f64x2.ge(x, f64x2.splat(1.1875))
  numerator = v128.bitselect(f64x2.sub(x, f64x2.splat(1.5)), numerator, beyond)
  denominator = v128.bitselect(madd(x, f64x2.splat(1.5), 1.0), denominator, beyond)
  hi = v128.bitselect(f64x2.splat(9.82793723247329054082e-01), hi, beyond)
  lo = v128.bitselect(f64x2.splat(1.39033110312309984516e-17), lo, beyond)
  beyond = f64x2.ge(x, f64x2.splat(2.4375))
  numerator = v128.bitselect(f64x2.splat(-1.0), numerator, beyond)
  denominator = v128.bitselect(x, denominator, beyond)
  hi = v128.bitselect(f64x2.splat(1.57079632679489655800e00), hi, beyond)
  lo = v128.bitselect(f64x2.splat(6.12323399573676603587e-17), lo, beyond)

  const t = f64x2.div(numerator, denominator)
  const z = f64x2.mul(t, t)
  let p = f64x2.splat(1.62858201153657823623e-02)
  p = madd(p, z, -3.65315727442169155270e-02)
  p = madd(p, z, 4.97687799461593236017e-02)
  p = madd(p, z, -5.83357013379057348645e-02)
  p = madd(p, z, 6.66107313738753120669e-02)
  p = madd(p, z, -7.69187620504482999495e-02)
  p = madd(p, z, 9.09088713343650656196e-02)
  p = madd(p, z, -1.11111104054623557880e-01)
  p = madd(p, z, 1.42857142725034663711e-01)
  p = madd(p, z, -1.99999999998764832476e-01)
  p = madd(p, z, 3.33333333333329318027e-01)
  const correction = f64x2.sub(f64x2.mul(t, f64x2.mul(z, p)), lo)
  const y = f64x2.sub(hi, f64x2.sub(correction, t))
  return v128.or(y, v128.and(given, i64x2.splat(i64.MIN_VALUE)))
}

export function atan_f32(x: v128): v128 {
  return joined(atan_f64(low(x)), atan_f64(high(x)))
}
