/** Largest magnitude of an integer exponent that means repeated multiplication; beyond it `x^n` is `Math.pow`. */
export const largestRepeatedPower = 64

/** Whether `x^exponent` with this constant exponent is repeated multiplication (on every backend). */
export function isRepeatedPower(exponent: number): boolean {
  return Number.isInteger(exponent) && Math.abs(exponent) <= largestRepeatedPower
}

/**
 * `x^n` for an integer n by squaring, from the most significant bit of |n| down, and one final division for n < 0.
 * Backends multiply in this very order, so that x^8 has the same bits everywhere.
 */
export function repeatedPower(x: number, n: number): number {
  if (n === 0) return 1
  const magnitude = Math.abs(n)
  let result = x
  for (let bit = 30 - Math.clz32(magnitude); bit >= 0; bit--) {
    result *= result
    if ((magnitude >> bit) & 1) result *= x
  }
  return n < 0 ? 1 / result : result
}
