/** 2^-53 (1 + 2^-51): `x + x * step` is at least the next number above a normal x > 0, and at most two steps up. */
const step = 2 ** -53 * (1 + 2 ** -51)
const splitter = 2 ** 27 + 1

/** A number above x, at most two steps away. */
export function up(x: number): number {
  if (x === -Infinity) return -Number.MAX_VALUE
  return x === Infinity ? x : x + (Math.abs(x) * step + Number.MIN_VALUE)
}

/** A number below x, at most two steps away. */
export function down(x: number): number {
  return -up(-x)
}

/**
 * Rounds a result outwards by the sign of its error `exact - rounded`;
 * NaN (the error is not known) counts as either sign.
 */
function lower(rounded: number, error: number): number {
  return error >= 0 ? rounded : down(rounded)
}

function upper(rounded: number, error: number): number {
  return error <= 0 ? rounded : up(rounded)
}

/** The error of a rounded sum (Knuth's two-sum), exact barring overflow. */
function sumError(a: number, b: number, sum: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return 0
  const virtual = sum - a
  return a - (sum - virtual) + (b - virtual)
}

/** The error of a rounded product (Dekker's two-product), NaN where it might not be exact. */
function productError(a: number, b: number, product: number): number {
  if (a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return 0
  const magnitude = Math.abs(product)
  if (magnitude < 1e-280 || magnitude > 1e300 || Math.abs(a) > 1e290 || Math.abs(b) > 1e290) return Number.NaN
  const aBig = splitter * a - (splitter * a - a)
  const bBig = splitter * b - (splitter * b - b)
  const aSmall = a - aBig
  const bSmall = b - bBig
  return aSmall * bSmall - (product - aBig * bBig - aSmall * bBig - aBig * bSmall)
}

/** The sign of `a / b - quotient`, by the remainder `a - quotient * b`; NaN where it might not be exact. */
function quotientError(a: number, b: number, quotient: number): number {
  if (a === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return 0
  if (Math.abs(a) < 1e-280 || Math.abs(b) > 1e290 || Math.abs(quotient) < 1e-280) return Number.NaN
  const product = quotient * b
  return (a - product - productError(quotient, b, product)) * Math.sign(b)
}

function rootError(a: number, root: number): number {
  if (a === 0 || a === Infinity) return 0
  if (a < 1e-280) return Number.NaN
  const square = root * root
  return a - square - productError(root, root, square)
}

/** a + b rounded down; the sum of opposite infinities is -∞. */
export function addDown(a: number, b: number): number {
  const sum = a + b
  return Number.isNaN(sum) ? -Infinity : lower(sum, sumError(a, b, sum))
}

/** a + b rounded up; the sum of opposite infinities is ∞. */
export function addUp(a: number, b: number): number {
  return -addDown(-a, -b)
}

/** a * b rounded down, 0 * ∞ being 0: an infinite end of an interval is a bound, not a value. */
export function multiplyDown(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  const product = a * b
  return lower(product, productError(a, b, product))
}

/** a * b rounded up, 0 * ∞ being 0. */
export function multiplyUp(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  const product = a * b
  return upper(product, productError(a, b, product))
}

/** a / b rounded down for b ≠ 0, ∞ / ∞ being 0: the least magnitude that the bounds allow. */
export function divideDown(a: number, b: number): number {
  const quotient = a / b
  return Number.isNaN(quotient) ? zeroOrNaN(a, b) : lower(quotient, quotientError(a, b, quotient))
}

/** a / b rounded up for b ≠ 0, ∞ / ∞ being 0. */
export function divideUp(a: number, b: number): number {
  const quotient = a / b
  return Number.isNaN(quotient) ? zeroOrNaN(a, b) : upper(quotient, quotientError(a, b, quotient))
}

/** 0 for ∞ / ∞; what was no number stays none. */
function zeroOrNaN(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0
}

/** The square root of a ≥ 0, rounded down. */
export function sqrtDown(a: number): number {
  const root = Math.sqrt(a)
  return lower(root, rootError(a, root))
}

/** The square root of a ≥ 0, rounded up. */
export function sqrtUp(a: number): number {
  const root = Math.sqrt(a)
  return upper(root, rootError(a, root))
}

/** Largest error of `Math.exp`, `Math.log`, … that enclosures allow for, in units in the last place. */
const libraryUlps = 4

/** A value of a library function, made smaller by `libraryUlps`; one that overflowed is at least the largest number. */
export function widenDown(x: number): number {
  if (x === Infinity) return Number.MAX_VALUE
  return x === -Infinity ? x : x - Math.abs(x) * (libraryUlps * 2 ** -52) - libraryUlps * Number.MIN_VALUE
}

/** A value of a library function, made larger by `libraryUlps`. */
export function widenUp(x: number): number {
  return -widenDown(-x)
}
