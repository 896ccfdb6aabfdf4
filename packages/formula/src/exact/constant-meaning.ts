import {
  atomPolynomial,
  constantPolynomial,
  numberPolynomial,
  type Polynomial,
  piAtom,
  rootAtom,
  scalePolynomial,
} from './polynomial.js'
import { type Rational, rational } from './rational.js'

/** Fewer digits are what somebody wrote; so many are what a division or a root was rounded to. */
const manyDigits = 15
const mostDenominator = 10_000

/**
 * The number that a constant of a graph stands for. Constants were folded:
 * a long one that is what 1/3, π/2 or √2 is rounded to counts as that; any other counts as it is written in decimals.
 */
export function meaningOfConstant(value: number): Polynomial | null {
  if (digitsOf(value) < manyDigits) return numberPolynomial(value)
  const fraction = fractionNear(value)
  if (fraction !== null && Number(fraction.n) / Number(fraction.d) === value) return constantPolynomial(fraction)
  const turns = fractionNear(value / Math.PI)
  if (turns !== null && (Number(turns.n) / Number(turns.d)) * Math.PI === value) {
    return scalePolynomial(atomPolynomial(piAtom), turns)
  }
  const square = fractionNear(Number((value * value).toPrecision(12)))
  if (square !== null && Math.sqrt(Number(square.n) / Number(square.d)) === Math.abs(value)) {
    const root = atomPolynomial(rootAtom(square))
    return value > 0 ? root : new Map([...root].map(([key, { n, d }]) => [key, { n: -n, d }]))
  }
  return numberPolynomial(value)
}

function digitsOf(value: number): number {
  return String(value)
    .replace(/e.*$/, '')
    .replace(/^-?0?\.?0*|\D/g, '').length
}

/** The continued fraction of a number up to a denominator that is not large, if it comes within rounding of it. */
function fractionNear(value: number): Rational | null {
  let [previous, current] = [
    [0, 1],
    [1, 0],
  ] as [[number, number], [number, number]]
  let rest = Math.abs(value)
  for (let k = 0; k < 20; k++) {
    const whole = Math.floor(rest)
    const next: [number, number] = [whole * current[0] + previous[0], whole * current[1] + previous[1]]
    if (next[1] > mostDenominator || next[0] > Number.MAX_SAFE_INTEGER) return null
    ;[previous, current] = [current, next]
    if (Math.abs(current[0] / current[1] - Math.abs(value)) <= 4 * Number.EPSILON * Math.abs(value)) {
      return rational(BigInt(Math.sign(value) * current[0]), BigInt(current[1]))
    }
    rest = 1 / (rest - whole)
  }
  return null
}
