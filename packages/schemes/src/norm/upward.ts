/**
 * Arithmetic on numbers ≥ 0 rounded away from the exact result only where it is not exact: differences with grid size 1
 * keep the norm 2 and the step size ½ that they have on paper. Exactness is decided by error-free transformations.
 */

/** a + b, rounded up. */
export function sumUp(a: number, b: number): number {
  return sumError(a, b) > 0 ? nextUp(a + b) : a + b
}

/** a + b minus the rounded sum, exactly, for numbers of any sign (Knuth's sum). */
export function sumError(a: number, b: number): number {
  const sum = a + b
  const shifted = sum - a
  return a - (sum - shifted) + (b - shifted)
}

/** a · b, rounded up. */
export function productUp(a: number, b: number): number {
  const product = a * b
  return productError(a, b, product) > 0 ? nextUp(product) : product
}

/** √a, rounded up. */
export function rootUp(a: number): number {
  const root = Math.sqrt(a)
  const square = root * root
  const short = square < a || (square === a && productError(root, root, square) < 0)
  return short ? nextUp(root) : root
}

/** a / b, rounded up. */
export function quotientUp(a: number, b: number): number {
  const quotient = a / b
  const product = quotient * b
  const short = product < a || (product === a && productError(quotient, b, product) < 0)
  return short ? nextUp(quotient) : quotient
}

/** a / b, rounded down. */
export function quotientDown(a: number, b: number): number {
  const quotient = a / b
  if (!Number.isFinite(quotient)) return quotient
  const product = quotient * b
  const beyond = product > a || (product === a && productError(quotient, b, product) > 0)
  return beyond ? quotient * (1 - Number.EPSILON) : quotient
}

/** a·b minus the rounded product, exactly (Dekker's product with Veltkamp's splitting). */
function productError(a: number, b: number, product: number): number {
  const aHigh = highPart(a)
  const aLow = a - aHigh
  const bHigh = highPart(b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/** The upper 26 bits of a number. */
function highPart(x: number): number {
  const scaled = 134_217_729 * x
  return scaled - (scaled - x)
}

function nextUp(x: number): number {
  return x + Math.max(x * Number.EPSILON, Number.MIN_VALUE)
}
