const bytes = new DataView(new ArrayBuffer(8))

/** ln 2, in a part whose product with an exponent is exact and the rest. */
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/** 2/(2k + 1) for k = 10 … 1: ln((1 + f)/(1 − f)) = 2f + Σ 2/(2k + 1) f^(2k+1). */
const coefficients = Array.from({ length: 10 }, (_, index) => 2 / (2 * (10 - index) + 1))

/**
 * ln x for a positive normal number, to about 1e-15 relative.
 * Only additions, multiplications and divisions, which IEEE 754 fixes to the last bit:
 * unlike Math.log it gives the same bits on every engine.
 */
export function logarithm(x: number): number {
  bytes.setFloat64(0, x)
  const high = bytes.getUint32(0)
  let exponent = (high >>> 20) - 1023
  bytes.setUint32(0, (high & 0xfffff) | 0x3ff00000)
  let mantissa = bytes.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent += 1
  }
  const f = (mantissa - 1) / (mantissa + 1)
  const square = f * f
  let series = 0
  for (let k = 0; k < coefficients.length; k++) series = (series + coefficients[k]!) * square
  return exponent * ln2High + (f * (series + 2) + exponent * ln2Low)
}
