import { inverse, one, plus, type Rational, rational, rationalOf, times, zero } from './rational.js'

/**
 * A polynomial in atoms with rational coefficients, by monomial.
 * An atom is the variable of the formula or a number that is not rational, as `exp(1/2)`;
 * a monomial is written as its atoms with their powers, in order.
 */
export type Polynomial = ReadonlyMap<string, Rational>

const mostTerms = 64
const mostDegree = 64
const constantTerm = ''

export function constantPolynomial(value: Rational): Polynomial {
  return new Map(value.n === 0n ? [] : [[constantTerm, value]])
}

export function numberPolynomial(value: number): Polynomial | null {
  const exact = rationalOf(value)
  return exact === null ? null : constantPolynomial(exact)
}

export function atomPolynomial(name: string): Polynomial {
  return new Map([[monomial(new Map([[name, 1]])), one]])
}

/** The number that a polynomial without atoms is; null for others. */
export function asRational(a: Polynomial): Rational | null {
  if (a.size === 0) return zero
  return a.size === 1 ? (a.get(constantTerm) ?? null) : null
}

export function addPolynomials(a: Polynomial, b: Polynomial): Polynomial | null {
  const sum = new Map(a)
  for (const [key, value] of b) {
    const total = plus(sum.get(key) ?? zero, value)
    if (total === null) return null
    if (total.n === 0n) sum.delete(key)
    else sum.set(key, total)
  }
  return sum.size > mostTerms ? null : sum
}

/** a − b. */
export function subtractPolynomials(a: Polynomial, b: Polynomial): Polynomial | null {
  const negative = scalePolynomial(b, { n: -1n, d: 1n })
  return negative === null ? null : addPolynomials(a, negative)
}

export function scalePolynomial(a: Polynomial, factor: Rational): Polynomial | null {
  return multiplyPolynomials(a, constantPolynomial(factor))
}

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial | null {
  let product: Polynomial | null = new Map()
  for (const [left, x] of a) {
    for (const [right, y] of b) {
      const factor = times(x, y)
      if (factor === null || product === null) return null
      const term = multiplyMonomials(left, right, factor)
      product = term === null ? null : addPolynomials(product, term)
    }
  }
  return product
}

/** a/b where b is a number, or a number times square roots. */
export function dividePolynomial(a: Polynomial, b: Polynomial): Polynomial | null {
  const divisor = asRational(b)
  if (divisor !== null) {
    const factor = inverse(divisor)
    return factor === null ? null : scalePolynomial(a, factor)
  }
  // 1/√v is √v/v.
  const square = b.size === 1 ? multiplyPolynomials(b, b) : null
  const isNumber = square !== null && asRational(square) !== null
  const product = isNumber ? multiplyPolynomials(a, b) : null
  return product === null || square === null ? null : dividePolynomial(product, square)
}

/** Whether an atom stands in a polynomial, by itself or inside another atom. */
export function mentions(a: Polynomial, atom: string): boolean {
  return [...a.keys()].some((key) => [...atomsOf(key).keys()].some((each) => each === atom))
}

/** A text that equal polynomials share. */
export function keyOf(a: Polynomial): string {
  return [...a]
    .map(([key, { n, d }]) => `${n}/${d}${key === constantTerm ? '' : `*${readable(key)}`}`)
    .sort()
    .join('+')
}

/** The coefficients by rising powers of an atom, free of it. */
export function coefficientsOf(a: Polynomial, atom: string): Polynomial[] {
  const coefficients: Map<string, Rational>[] = []
  for (const [key, value] of a) {
    const atoms = atomsOf(key)
    const power = atoms.get(atom) ?? 0
    atoms.delete(atom)
    while (coefficients.length <= power) coefficients.push(new Map())
    coefficients[power]?.set(monomial(atoms), value)
  }
  return coefficients
}

/** The name of π. */
export const piAtom = 'pi'

const squareRoot = 'sqrt'

/** The name of √value, whose square is known. */
export function rootAtom({ n, d }: Rational): string {
  return `${squareRoot}[${n}/${d}]`
}

function multiplyMonomials(left: string, right: string, factor: Rational): Polynomial | null {
  const powers = atomsOf(left)
  for (const [atom, power] of atomsOf(right)) powers.set(atom, (powers.get(atom) ?? 0) + power)
  let coefficient: Rational | null = factor
  for (const [atom, power] of powers) {
    const square = squareOf(atom)
    if (square !== null && power >= 2) {
      for (let k = 0; k < Math.floor(power / 2) && coefficient !== null; k++) coefficient = times(coefficient, square)
      if (power % 2 === 0) powers.delete(atom)
      else powers.set(atom, 1)
    } else if (power > mostDegree) return null
  }
  return coefficient === null ? null : new Map([[monomial(powers), coefficient]])
}

/** The number whose square root an atom is; null for other atoms. */
export function squareOf(atom: string): Rational | null {
  const match = /^sqrt\[(\d+)\/(\d+)\]$/.exec(atom)
  return match === null ? null : rational(BigInt(match[1] ?? ''), BigInt(match[2] ?? ''))
}

/** Atoms are kept apart by a character that none holds. */
const separator = '\u0001'
const powerSign = '\u0002'

/** Within an atom's name the separators would cut it apart. */
function readable(key: string): string {
  return key.replaceAll(separator, '·').replaceAll(powerSign, '^')
}

function monomial(powers: ReadonlyMap<string, number>): string {
  return [...powers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([atom, power]) => `${atom}${powerSign}${power}`)
    .join(separator)
}

/** The atoms of a monomial with their powers. */
export function atomsOf(key: string): Map<string, number> {
  if (key === constantTerm) return new Map()
  return new Map(
    key.split(separator).map((part) => {
      const [atom = '', power = '0'] = part.split(powerSign)
      return [atom, Number(power)] as const
    }),
  )
}
