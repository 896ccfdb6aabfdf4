import { approximate } from './approximate.js'
import { variable } from './evaluate-exactly.js'
import {
  asRational,
  atomPolynomial,
  coefficientsOf,
  constantPolynomial,
  dividePolynomial,
  type Polynomial,
  rootAtom,
  scalePolynomial,
} from './polynomial.js'
import { exactRoot, type Rational, rational } from './rational.js'

/** The roots r > 0 of a polynomial in the open variable, in exact numbers; null if they are not known, or it is 0. */
export function positiveRoots(a: Polynomial): Polynomial[] | null {
  const all = coefficientsOf(a, variable)
  const first = all.findIndex(({ size }) => size > 0)
  if (first < 0) return null
  const degree = all.length - 1 - first
  if (degree === 0) return []
  if (degree === 1) return linearRoot(all.slice(first))
  const coefficients = all.slice(first).map(asRational)
  if (!coefficients.every((each) => each !== null)) return null
  const [c, b, quadratic] = coefficients
  if (c === undefined) return null
  const isBinomial = coefficients.slice(1, -1).every(({ n }) => n === 0n)
  const leading = coefficients[degree]
  if (isBinomial && leading !== undefined) return binomialRoots(c, leading, degree)
  if (degree !== 2 || b === undefined || quadratic === undefined) return null
  return quadraticRoots(c, b, quadratic)
}

/** c + b r = 0. */
function linearRoot([c, b]: readonly Polynomial[]): Polynomial[] | null {
  if (c === undefined || b === undefined) return null
  const quotient = dividePolynomial(c, b)
  const root = quotient === null ? null : scalePolynomial(quotient, { n: -1n, d: 1n })
  const size = root === null ? null : approximate(root)
  if (root === null || size === null) return null
  return size > 0 ? [root] : []
}

/** c + a r^m = 0. */
function binomialRoots(c: Rational, a: Rational, m: number): Polynomial[] | null {
  const value = rational(-c.n * a.d, c.d * a.n)
  if (value === null) return null
  if (value.n <= 0n) return []
  const root = exactRoot(value, m)
  if (root !== null) return [constantPolynomial(root)]
  return m === 2 ? [atomPolynomial(rootAtom(value))] : null
}

function quadraticRoots(c: Rational, b: Rational, a: Rational): Polynomial[] | null {
  const square = rational(b.n ** 2n * a.d * c.d - 4n * a.n * c.n * b.d ** 2n, b.d ** 2n * a.d * c.d)
  if (square === null) return null
  if (square.n < 0n) return []
  const root = exactRoot(square, 2)
  if (root === null) return null
  const roots = [1n, -1n].map((sign) => rational((-b.n * root.d + sign * root.n * b.d) * a.d, 2n * a.n * b.d * root.d))
  return roots.flatMap((each) => (each === null || each.n <= 0n ? [] : [constantPolynomial(each)]))
}
