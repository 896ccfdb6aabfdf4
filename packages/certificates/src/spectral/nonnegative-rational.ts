import { type Graph, type GraphNode, substitute } from '@numeural/formula'

/** Coefficients of a polynomial by rising powers, each with the sum of the moduli it was added up from. */
type Polynomial = readonly { readonly value: number; readonly size: number }[]

interface Fraction {
  readonly numerator: Polynomial
  readonly denominator: Polynomial
}

/** Coefficients that cancel leave this much of their size behind. */
const cancellation = 1e-12
const largestDegree = 64

/** What is known of a function on (0, ∞). */
export type SignForAll = 'positive' | 'nonnegative' | 'unknown'

/**
 * The sign of a rational function for every positive value of a variable: if no coefficient of its numerator and its
 * denominator is negative, it is ≥ 0 everywhere, and > 0 if one of the numerator's is positive. An enclosure without a
 * search, which also holds at infinity. Coefficients within 1e−12 of the numbers they are the difference of count as 0.
 *
 * @param values numbers for the other inputs
 * @returns `unknown` also for functions that are not rational
 */
export function signForAll(graph: Graph, variable: string, values: Readonly<Record<string, number>>): SignForAll {
  const fraction = fractionOf(graph, variable, values)
  if (fraction === null) return 'unknown'
  const signs = [fraction.numerator, fraction.denominator].map((polynomial) => polynomial.map(signOf))
  if (signs.flat().some((sign) => sign < 0) || !signs[1].includes(1)) return 'unknown'
  return signs[0].includes(1) ? 'positive' : 'nonnegative'
}

function signOf({ value, size }: Polynomial[number]): number {
  return Math.abs(value) <= cancellation * size ? 0 : Math.sign(value)
}

function fractionOf(graph: Graph, variable: string, values: Readonly<Record<string, number>>): Fraction | null {
  const { [variable]: _, ...others } = values
  // Everything that does not read the variable is folded into constants.
  const { nodes, outputs } = substitute(graph, others)
  const fractions: (Fraction | null)[] = []
  for (const node of nodes) {
    if (node.op === 'constant') fractions.push({ numerator: [term(node.value!)], denominator: one })
    else if (node.op === 'input') fractions.push({ numerator: [term(0), term(1)], denominator: one })
    else fractions.push(combine(nodes, node, fractions))
  }
  return fractions[outputs[0]]
}

const term = (value: number): Polynomial[number] => ({ value, size: Math.abs(value) })
const one: Polynomial = [term(1)]

function combine(
  nodes: readonly GraphNode[],
  { op, args }: GraphNode,
  fractions: readonly (Fraction | null)[],
): Fraction | null {
  const [a, b] = args.map((arg) => fractions[arg])
  // `negate` has no second argument.
  if (a === null || b === null) return null
  if (op === 'negate') return { ...a, numerator: negate(a.numerator) }
  if (op === 'add') return sum(a, b)
  if (op === 'subtract') return sum(a, { ...b, numerator: negate(b.numerator) })
  if (op === 'multiply') return product(a, b)
  if (op === 'divide') return product(a, { numerator: b.denominator, denominator: b.numerator })
  if (op === 'power') {
    const { op: kind, value: exponent = 0 } = nodes[args[1]]
    return kind === 'constant' ? power(a, exponent) : null
  }
  return null
}

function power(a: Fraction, exponent: number): Fraction | null {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > 8) return null
  let result: Fraction | null = { numerator: one, denominator: one }
  for (let k = 0; k < exponent && result !== null; k++) result = product(result, a)
  return result
}

function sum(a: Fraction, b: Fraction): Fraction | null {
  if (JSON.stringify(a.denominator) === JSON.stringify(b.denominator)) {
    return { numerator: plus(a.numerator, b.numerator), denominator: a.denominator }
  }
  const numerator = plus(times(a.numerator, b.denominator), times(b.numerator, a.denominator))
  return limited({ numerator, denominator: times(a.denominator, b.denominator) })
}

function product(a: Fraction, b: Fraction): Fraction | null {
  return limited({
    numerator: times(a.numerator, b.numerator),
    denominator: times(a.denominator, b.denominator),
  })
}

/** Formulas may square a thousand times. */
function limited(fraction: Fraction): Fraction | null {
  return Math.max(fraction.numerator.length, fraction.denominator.length) > largestDegree ? null : fraction
}

function negate(a: Polynomial): Polynomial {
  return a.map(({ value, size }) => ({ value: -value, size }))
}

function plus(a: Polynomial, b: Polynomial): Polynomial {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, k) => ({
    value: (a[k]?.value ?? 0) + (b[k]?.value ?? 0),
    size: (a[k]?.size ?? 0) + (b[k]?.size ?? 0),
  }))
}

function times(a: Polynomial, b: Polynomial): Polynomial {
  const result = Array.from({ length: a.length + b.length - 1 }, () => ({ value: 0, size: 0 }))
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries()) {
      result[i + j].value += x.value * y.value
      result[i + j].size += x.size * y.size
    }
  }
  return result
}
