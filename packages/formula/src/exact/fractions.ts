import { type Graph, type GraphNode, isComparison } from '../graph.js'
import type { Exact } from './evaluate-exactly.js'
import {
  addPolynomials,
  asRational,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  subtractPolynomials,
} from './polynomial.js'
import { one } from './rational.js'

/** A quotient of polynomials. */
export interface Fraction {
  readonly above: Polynomial
  readonly below: Polynomial
}

const unit = constantPolynomial(one)
const mostPower = 8

/** What changes the sign of every comparison, a − b, as a quotient of polynomials; null for other nodes. */
export function fractionsOfComparisons(graph: Graph, values: readonly Exact[]): (Fraction | null)[] {
  const fractions: (Fraction | null)[] = []
  return graph.nodes.map((node, id) => {
    const value = values[id]
    const args = node.args.map((arg) => fractions[arg] ?? null)
    const isKnown = value !== undefined && value !== null && typeof value !== 'boolean'
    fractions.push(isKnown ? { above: value, below: unit } : combined(node, args, values))
    const [a = null, b = null] = args
    return isComparison(node.op) ? sum(a, b, subtractPolynomials) : null
  })
}

function combined(
  { op, args }: GraphNode,
  [a = null, b = null]: readonly (Fraction | null)[],
  values: readonly Exact[],
): Fraction | null {
  if (op === 'add') return sum(a, b, addPolynomials)
  if (op === 'subtract') return sum(a, b, subtractPolynomials)
  if (op === 'negate') return sum({ above: new Map(), below: unit }, a, subtractPolynomials)
  if (op === 'multiply') return a && b && fraction(product(a.above, b.above), product(a.below, b.below))
  if (op === 'divide') return a && b && fraction(product(a.above, b.below), product(a.below, b.above))
  if (op !== 'power' || a === null) return null
  const exponent = values[args[1]]
  const number = exponent === null || typeof exponent === 'boolean' ? null : asRational(exponent)
  if (number === null || number.d !== 1n || number.n > BigInt(mostPower) || -number.n > BigInt(mostPower)) return null
  const n = Number(number.n)
  const [above, below] = [whole(a.above, Math.abs(n)), whole(a.below, Math.abs(n))]
  return n < 0 ? fraction(below, above) : fraction(above, below)
}

function sum(
  a: Fraction | null,
  b: Fraction | null,
  join: (a: Polynomial, b: Polynomial) => Polynomial | null,
): Fraction | null {
  if (a === null || b === null) return null
  const [left, right] = [product(a.above, b.below), product(b.above, a.below)]
  return fraction(left && right && join(left, right), product(a.below, b.below))
}

function whole(a: Polynomial, n: number): Polynomial | null {
  let result: Polynomial | null = unit
  for (let k = 0; k < n && result !== null; k++) result = product(result, a)
  return result
}

function product(a: Polynomial, b: Polynomial): Polynomial | null {
  return multiplyPolynomials(a, b)
}

function fraction(above: Polynomial | null, below: Polynomial | null): Fraction | null {
  return above === null || below === null || below.size === 0 ? null : { above, below }
}
