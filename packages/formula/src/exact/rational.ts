/** A rational number in lowest terms; `d > 0`. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

/** Longer numbers are given up: exact arithmetic of powers of powers would fill the memory. */
const mostBits = 4096n
const limit = 1n << mostBits

export const zero: Rational = { n: 0n, d: 1n }
export const one: Rational = { n: 1n, d: 1n }

/** The decimal number that is written for a float64 number, as `0.1` for the float next to it: what a formula means. */
export function rationalOf(value: number): Rational | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (match === null) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(sign + whole + fraction)
  const power = Number(exponent) - fraction.length
  return power >= 0 ? rational(digits * 10n ** BigInt(power), 1n) : rational(digits, 10n ** BigInt(-power))
}

/** n/d in lowest terms; null for d = 0 and for numbers that are too long. */
export function rational(n: bigint, d: bigint): Rational | null {
  if (d === 0n) return null
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d)
  const sign = d < 0n ? -1n : 1n
  const reduced = { n: (sign * n) / divisor, d: (sign * d) / divisor }
  return reduced.d < limit && reduced.n < limit && -reduced.n < limit ? reduced : null
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}

/** a + b. */
export function plus(a: Rational, b: Rational): Rational | null {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

/** a · b. */
export function times(a: Rational, b: Rational): Rational | null {
  return rational(a.n * b.n, a.d * b.d)
}

/** 1/a; null for 0. */
export function inverse(a: Rational): Rational | null {
  return rational(a.d, a.n)
}

/** −1, 0 or 1. */
export function signOf({ n }: Rational): -1 | 0 | 1 {
  return n < 0n ? -1 : n > 0n ? 1 : 0
}

/** A float64 number within some units in the last place. */
export function numberOf({ n, d }: Rational): number {
  const magnitude = n < 0n ? -n : n
  const shift = BigInt(64 + d.toString(2).length - magnitude.toString(2).length)
  const quotient = shift >= 0n ? (magnitude << shift) / d : magnitude / (d << -shift)
  // Two steps, so that neither power of two overflows before the product does.
  const half = Math.trunc(Number(shift) / 2)
  const value = Number(quotient) * 2 ** -half * 2 ** -(Number(shift) - half)
  return n < 0n ? -value : value
}

/** The root of degree m of a number ≥ 0, if it is rational. */
export function exactRoot({ n, d }: Rational, m: number): Rational | null {
  const [above, below] = [wholeRoot(n, m), wholeRoot(d, m)]
  return above === null || below === null ? null : { n: above, d: below }
}

function wholeRoot(value: bigint, m: number): bigint | null {
  if (value < 0n) return null
  let [low, high] = [0n, 1n << (BigInt(value.toString(2).length) / BigInt(m) + 1n)]
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle ** BigInt(m) <= value) low = middle
    else high = middle - 1n
  }
  return low ** BigInt(m) === value ? low : null
}
