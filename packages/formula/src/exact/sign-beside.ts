import { approximate } from './approximate.js'
import { variable } from './evaluate-exactly.js'
import { addPolynomials, coefficientsOf, multiplyPolynomials, type Polynomial, scalePolynomial } from './polynomial.js'

/** The sign of a polynomial in the open variable at a place itself; null if it is not known. */
export function signAt(a: Polynomial, place: Polynomial): -1 | 0 | 1 | null {
  const value = valueAt(coefficientsOf(a, variable), place)
  if (value === null) return null
  if (value.size === 0) return 0
  const number = approximate(value)
  return number === null ? null : number > 0 ? 1 : -1
}

/**
 * The sign that a polynomial in the open variable has just left (−1) or right (1) of a place; null if it is not known.
 */
export function signBeside(a: Polynomial, place: Polynomial, side: -1 | 1): -1 | 0 | 1 | null {
  let coefficients = coefficientsOf(a, variable)
  // The first derivative that is not 0 at the place decides.
  let orientation: -1 | 1 = 1
  while (coefficients.length > 0) {
    const value = valueAt(coefficients, place)
    if (value === null) return null
    if (value.size > 0) {
      const number = approximate(value)
      return number === null ? null : number > 0 ? orientation : (-orientation as -1 | 1)
    }
    const next = derivative(coefficients)
    if (next === null) return null
    coefficients = next
    orientation = side === 1 ? orientation : (-orientation as -1 | 1)
  }
  return 0
}

function valueAt(coefficients: readonly Polynomial[], place: Polynomial): Polynomial | null {
  let sum: Polynomial | null = new Map()
  for (const coefficient of [...coefficients].reverse()) {
    const product: Polynomial | null = sum === null ? null : multiplyPolynomials(sum, place)
    sum = product === null ? null : addPolynomials(product, coefficient)
  }
  return sum
}

function derivative(coefficients: readonly Polynomial[]): Polynomial[] | null {
  const slopes = coefficients.map((each, power) => scalePolynomial(each, { n: BigInt(power), d: 1n })).slice(1)
  return slopes.every((slope) => slope !== null) ? slopes : null
}
