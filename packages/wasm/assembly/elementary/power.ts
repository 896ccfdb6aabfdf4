/** xʸ as Math.pow defines it, lane by lane: exp(y·log x) in doubles would lose up to ten bits. */
export function power_f64(x: v128, y: v128): v128 {
  const first = f64x2.splat(NativeMath.pow(f64x2.extract_lane(x, 0), f64x2.extract_lane(y, 0)))
  return f64x2.replace_lane(first, 1, NativeMath.pow(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1)))
}
