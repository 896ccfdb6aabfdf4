import { functionOf } from '../functions.js'
import { constantValue, type Graph, type GraphNode, inputName, isComparison } from '../graph.js'
import { approximate } from './approximate.js'
import { meaningOfConstant } from './constant-meaning.js'
import {
  addPolynomials,
  asRational,
  atomPolynomial,
  coefficientsOf,
  constantPolynomial,
  dividePolynomial,
  keyOf,
  mentions,
  multiplyPolynomials,
  numberPolynomial,
  type Polynomial,
  piAtom,
  rootAtom,
  scalePolynomial,
  subtractPolynomials,
} from './polynomial.js'
import { exactRoot, inverse, one, type Rational, signOf, zero } from './rational.js'

/** The value of a node: a number, a truth, or nothing if it is not known exactly. */
export type Exact = Polynomial | boolean | null

/** The variable where it is left open; it is positive. */
export const variable = 'r'

const minusOne: Rational = { n: -1n, d: 1n }
const largestPower = 32

/**
 * Every node of a graph in exact arithmetic:
 * rational numbers, the open variable, and numbers that are not rational as atoms of their own.
 * Null where that is not enough.
 *
 * @param inputs the value of an input
 * @param decide the sign of a difference a − b of a comparison, or of what `sign` is taken of;
 *   undefined leaves it to the numbers
 */
export function evaluateExactly(
  graph: Graph,
  inputs: (name: string) => Polynomial | null,
  decide: (node: number) => -1 | 0 | 1 | null | undefined,
): Exact[] {
  const values: Exact[] = []
  for (const [id, node] of graph.nodes.entries()) values.push(exactValue(id, node, values, inputs, decide))
  return values
}

/** a − b of a comparison, a of a sign; null for other nodes, and where it is not known. */
export function differenceOf({ op, args }: GraphNode, values: readonly Exact[]): Polynomial | null {
  const [a, b] = args.map((arg) => polynomial(values[arg]))
  if (a === undefined || a === null) return null
  if (op === 'sign') return a
  if (!isComparison(op) || b === undefined || b === null) return null
  return subtractPolynomials(a, b)
}

function polynomial(value: Exact | undefined): Polynomial | null {
  return value === undefined || typeof value === 'boolean' ? null : value
}

function exactValue(
  id: number,
  node: GraphNode,
  values: readonly Exact[],
  inputs: (name: string) => Polynomial | null,
  decide: (node: number) => -1 | 0 | 1 | null | undefined,
): Exact {
  const { op, args } = node
  if (op === 'constant') return meaningOfConstant(constantValue(node))
  if (op === 'input') return inputs(inputName(node))
  if (op === 'sign' || isComparison(op)) {
    const told = decide(id)
    const sign = told === undefined ? signOfPolynomial(differenceOf(node, values)) : told
    if (sign === null) return null
    return op === 'sign' ? numberPolynomial(sign) : truthOf(op, sign)
  }
  const given = args.map((arg) => values[arg] ?? null)
  if (op === 'and' || op === 'or' || op === 'not') return connected(op, given)
  if (op === 'select') {
    const [condition, yes = null, no = null] = given
    return typeof condition === 'boolean' ? (condition ? yes : no) : null
  }
  const [a, b] = given.map(polynomial)
  if (a === null || a === undefined || b === null) return null
  return b === undefined ? applied(op, a) : combined(op, a, b)
}

function signOfPolynomial(a: Polynomial | null): -1 | 0 | 1 | null {
  const number = a === null ? null : asRational(a)
  return number === null ? null : signOf(number)
}

function truthOf(op: GraphNode['op'], sign: -1 | 0 | 1): boolean {
  if (op === 'less') return sign < 0
  if (op === 'lessOrEqual') return sign <= 0
  if (op === 'greater') return sign > 0
  if (op === 'greaterOrEqual') return sign >= 0
  return (sign === 0) === (op === 'equal')
}

function connected(op: 'and' | 'or' | 'not', [a, b]: readonly Exact[]): Exact {
  if (op === 'not') return typeof a === 'boolean' ? !a : null
  const decisive = op === 'or'
  if (a === decisive || b === decisive) return decisive
  return typeof a === 'boolean' && typeof b === 'boolean' ? !decisive : null
}

function combined(op: GraphNode['op'], a: Polynomial, b: Polynomial): Polynomial | null {
  if (op === 'add') return addPolynomials(a, b)
  if (op === 'subtract') return subtractPolynomials(a, b)
  if (op === 'multiply') return multiplyPolynomials(a, b)
  if (op === 'divide') return dividePolynomial(a, b) ?? quotient(a, b)
  if (op === 'power') return power(a, b)
  const sign = signOfPolynomial(subtractPolynomials(a, b))
  if (sign === null) return keyOf(a) === keyOf(b) ? a : null
  return (op === 'min') === sign < 0 ? a : b
}

/** A quotient by what is no number: 1 of equals, 0 of nothing, else a number of its own. */
function quotient(a: Polynomial, b: Polynomial): Polynomial | null {
  if (b.size === 0) return null
  if (keyOf(a) === keyOf(b)) return constantPolynomial(one)
  return isOpen(a) || isOpen(b) ? null : atomPolynomial(`(${keyOf(a)})/(${keyOf(b)})`)
}

function power(a: Polynomial, b: Polynomial): Polynomial | null {
  const exponent = asRational(b)
  if (exponent === null) return null
  const base = asRational(a)
  if (base !== null && keyOf(a) === keyOf(constantPolynomial(one))) return a
  if (base !== null && base.n === 0n) return exponent.n > 0n ? a : exponent.n === 0n ? constantPolynomial(one) : null
  if (exponent.d === 1n && exponent.n >= -BigInt(largestPower) && exponent.n <= BigInt(largestPower)) {
    return wholePower(a, Number(exponent.n))
  }
  if (base !== null && exponent.d <= BigInt(largestPower) && base.n > 0n) {
    const root = exactRoot(base, Number(exponent.d))
    if (root !== null && exponent.n >= -64n && exponent.n <= 64n) {
      return wholePower(constantPolynomial(root), Number(exponent.n))
    }
  }
  return isOpen(a) ? null : atomPolynomial(`(${keyOf(a)})^(${exponent.n}/${exponent.d})`)
}

function wholePower(a: Polynomial, exponent: number): Polynomial | null {
  let result: Polynomial | null = constantPolynomial(one)
  for (let k = 0; k < Math.abs(exponent) && result !== null; k++) result = multiplyPolynomials(result, a)
  if (exponent >= 0 || result === null) return result
  const number = asRational(result)
  const inverted = number === null ? null : inverse(number)
  if (inverted !== null) return constantPolynomial(inverted)
  return number !== null || isOpen(result) ? null : atomPolynomial(`(1/1)/(${keyOf(result)})`)
}

function applied(op: GraphNode['op'], a: Polynomial): Polynomial | null {
  if (op === 'negate') return scalePolynomial(a, minusOne)
  const number = asRational(a)
  if (op === 'abs') return magnitude(a, number)
  if (op === 'sqrt' && number !== null) {
    if (number.n < 0n) return null
    const root = exactRoot(number, 2)
    return root === null ? atomPolynomial(rootAtom(number)) : constantPolynomial(root)
  }
  if (number !== null && number.d === 1n && (number.n === 0n || number.n === 1n)) {
    // At 0 and 1 the functions of the language are whole numbers, or none that is rational.
    const value = functionOf(op)?.evaluate(Number(number.n), 0) ?? Number.NaN
    if (Number.isInteger(value)) return numberPolynomial(value)
    if (number.n === 0n) return null
  }
  const wave = op === 'sin' || op === 'cos' ? ofHalfTurns(op, a) : null
  if (wave !== null) return numberPolynomial(wave)
  return isOpen(a) ? null : atomPolynomial(`${op}(${keyOf(a)})`)
}

/** The sine or cosine of a multiple of π/2; null for other numbers. */
function ofHalfTurns(op: 'sin' | 'cos', a: Polynomial): number | null {
  const [, turns = zero] = coefficientsOf(a, piAtom).map(asRational)
  if (turns === null || a.size !== 1 || signOf(turns) === 0 || 2n % turns.d !== 0n) return null
  const quarters = (turns.n * 2n) / turns.d + (op === 'sin' ? 3n : 0n)
  return [1, 0, -1, 0][Number(((quarters % 4n) + 4n) % 4n)] ?? null
}

/** |a| of a number, or of c·r^k with r > 0. */
function magnitude(a: Polynomial, number: Rational | null): Polynomial | null {
  if (number !== null) return number.n < 0n ? constantPolynomial({ n: -number.n, d: number.d }) : a
  const coefficients = coefficientsOf(a, variable).filter(({ size }) => size > 0)
  const [only] = coefficients
  const sign = coefficients.length === 1 && only !== undefined ? approximate(only) : null
  if (sign === null) return null
  return sign < 0 ? scalePolynomial(a, minusOne) : a
}

/** Whether the open variable stands in it. */
function isOpen(a: Polynomial): boolean {
  return mentions(a, variable)
}
