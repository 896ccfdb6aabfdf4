import * as arithmetic from '../interval/arithmetic.js'
import { type Enclosure, enclosure, type Interval } from '../interval/interval.js'
import { sqrtDown, sqrtUp } from '../interval/rounding.js'
import { largestRepeatedPower } from '../repeated-power.js'
import type { Arithmetic } from './arithmetic.js'
import { least, most, type Rounded, rounded, times, unknown } from './rounded.js'

/** A node as it is on a box: its real values, and what is computed. */
export interface Both {
  readonly real: Enclosure
  readonly computed: Rounded
}

const infinite = ({ lo, hi }: Interval): boolean => lo === -Infinity || hi === Infinity
const holdsZero = ({ lo, hi }: Interval): boolean => lo <= 0 && hi >= 0
/** An interval of computed numbers for the arithmetic of intervals. */
const wide = ({ lo, hi }: Interval): Enclosure => enclosure(lo, hi)

/** a + b. */
export function add(type: Arithmetic, real: Enclosure, a: Both, b: Both): Rounded {
  const [x, y] = [a.computed, b.computed]
  if (x.mayBeNaN || y.mayBeNaN) return unknown
  if ((x.lo === -Infinity && y.hi === Infinity) || (x.hi === Infinity && y.lo === -Infinity)) return unknown
  const alike = (a.real.lo >= 0 && b.real.lo >= 0) || (a.real.hi <= 0 && b.real.hi <= 0)
  const relative = alike ? Math.max(x.relative, y.relative) : Number.POSITIVE_INFINITY
  return rounded(type, real, { ...arithmetic.add(wide(x), wide(y)), error: x.error + y.error, relative }, 1)
}

/** −a, exactly. */
export function negate({ lo, hi, ...rest }: Rounded): Rounded {
  return { lo: -hi, hi: -lo, ...rest }
}

/** a · b, or a² if they are one node. */
export function multiply(type: Arithmetic, real: Enclosure, a: Both, b: Both, units = 1): Rounded {
  const [x, y] = [a.computed, b.computed]
  if (x.mayBeNaN || y.mayBeNaN) return unknown
  if ((infinite(x) && holdsZero(y)) || (infinite(y) && holdsZero(x))) return unknown
  const range = x === y ? arithmetic.integerPower(wide(x), 2) : arithmetic.multiply(wide(x), wide(y))
  const error = times(x.error, most(b.real)) + times(y.error, most(a.real)) + times(x.error, y.error)
  return rounded(
    type,
    real,
    {
      ...(x === y ? { lo: Math.max(range.lo, 0), hi: range.hi } : signed(range, x, y)),
      error,
      relative: joined(x.relative, y.relative),
    },
    units,
  )
}

/** Relative errors of a product. */
function joined(a: number, b: number): number {
  return a + b + times(a, b)
}

/**
 * a / b.
 *
 * @param units how many roundings it takes
 */
export function divide(type: Arithmetic, real: Enclosure, a: Both, b: Both, units = 1): Rounded {
  const [x, y] = [a.computed, b.computed]
  if (x.mayBeNaN || y.mayBeNaN) return unknown
  if ((holdsZero(x) && holdsZero(y)) || (infinite(x) && infinite(y))) return unknown
  const range = quotientRange(x, y, type)
  const floor = least(b.real) - y.error
  const error = floor > 0 ? (x.error + times(most(real), y.error)) / floor : Number.POSITIVE_INFINITY
  const relative = y.relative < 0.5 ? (x.relative + y.relative) / (1 - y.relative) : Number.POSITIVE_INFINITY
  return rounded(type, real, { ...signed(range, x, y), error, relative }, units)
}

/** Ends of ranges tell by their sign of which sign a computed 0 may be: nothing that is not negative becomes −0. */
const isPlusZero = (end: number): boolean => Object.is(end, 0)

/** A product, which is −0 where a negative factor meets 0, or underflows. */
function signed({ lo, hi }: Interval, a: Interval, b: Interval): Interval {
  const isNotNegative = [a, b].every((each) => each.lo > 0 || isPlusZero(each.lo))
  // Products that underflow in the arithmetic of the enclosures are rounded below 0.
  if (isNotNegative) return { lo: Math.max(lo, 0), hi }
  return lo === 0 ? { lo: -0, hi } : { lo, hi }
}

function quotientRange(x: Rounded, y: Rounded, type: Arithmetic): Interval {
  const isOneSided = isPlusZero(y.lo) || Object.is(y.hi, -0)
  if (holdsZero(y) && !isOneSided) return { lo: -Infinity, hi: Infinity }
  if (y.lo === 0 && y.hi === 0) {
    const isPositive = x.lo > 0 === isPlusZero(y.lo)
    return isPositive ? { lo: Infinity, hi: Infinity } : { lo: -Infinity, hi: -Infinity }
  }
  return infinite(y)
    ? withZero(arithmetic.divide(wide(x), wide(finiteEnds(y, type))))
    : arithmetic.divide(wide(x), wide(y))
}

function finiteEnds({ lo, hi }: Interval, { largest }: Arithmetic): Interval {
  return { lo: Math.max(lo, -largest), hi: Math.min(hi, largest) }
}

function withZero({ lo, hi }: Interval): Interval {
  return { lo: Math.min(lo, 0), hi: Math.max(hi, 0) }
}

/** √a. */
export function sqrt(type: Arithmetic, real: Enclosure, { real: a, computed: x }: Both): Rounded {
  if (x.mayBeNaN || x.lo < 0) return unknown
  const floor = Math.sqrt(least(a)) + Math.sqrt(x.lo)
  const error = Math.min(floor > 0 ? x.error / floor : Number.POSITIVE_INFINITY, Math.sqrt(x.error))
  const relative = x.relative < 1 ? x.relative : Number.POSITIVE_INFINITY
  return rounded(type, real, { lo: sqrtDown(x.lo), hi: sqrtUp(x.hi), error, relative }, 1)
}

/** aⁿ by repeated multiplication, and one division for n < 0. */
export function repeatedPower(type: Arithmetic, real: Enclosure, a: Both, n: number): Rounded {
  const x = a.computed
  if (x.mayBeNaN) return unknown
  if (n === 0) return { lo: 1, hi: 1, mayBeNaN: false, error: 0, relative: 0 }
  const size = Math.min(Math.abs(n), largestRepeatedPower)
  const positive = arithmetic.integerPower(a.real, size)
  const ofRange = arithmetic.integerPower(wide(x), size)
  const isNotNegative = size % 2 === 0 || x.lo > 0 || isPlusZero(x.lo)
  const range = isNotNegative ? { lo: Math.max(ofRange.lo, 0), hi: ofRange.hi } : ofRange
  const relative = grown(x.relative, size)
  const slope = times(size, Math.max(most(a.real), most(x)) ** (size - 1))
  const error = times(x.error, slope)
  const power = rounded(type, positive, { lo: range.lo, hi: range.hi, error, relative }, size - 1)
  if (n > 0) return power
  const one: Both = { real: enclosure(1, 1), computed: { lo: 1, hi: 1, mayBeNaN: false, error: 0, relative: 0 } }
  return divide(type, real, one, { real: positive, computed: power })
}

/** (1 + relative)ⁿ − 1, from above; none for errors that are not small. */
function grown(relative: number, n: number): number {
  const sum = n * relative
  return sum < 0.1 ? sum * (1 + sum) : Number.POSITIVE_INFINITY
}

/** aᵇ by a logarithm and an exponential function, a ≥ 0. */
export function power(type: Arithmetic, real: Enclosure, a: Both, b: Both, units: number): Rounded {
  const [x, y] = [a.computed, b.computed]
  if (x.mayBeNaN || y.mayBeNaN || infinite(y) || x.lo < 0) return unknown
  if (x.lo === 0 && y.lo <= 0 && !(y.lo === y.hi)) return unknown
  if (infinite(x) && y.lo <= 0 && y.hi >= 0) return unknown
  const corners = [x.lo ** y.lo, x.lo ** y.hi, x.hi ** y.lo, x.hi ** y.hi]
  const logarithms =
    x.lo > 0 && a.real.lo > 0 ? [a.real.lo, a.real.hi, x.lo, x.hi].map((end) => Math.abs(Math.log(end))) : []
  const ofExponent = y.error === 0 ? 0 : logarithms.length > 0 ? y.error * Math.max(...logarithms) : Infinity
  const ofBase = x.relative < 2 ** -10 ? 1.01 * times(most(b.real), x.relative) : Number.POSITIVE_INFINITY
  const sum = ofBase + ofExponent
  const relative = sum < 2 ** -6 ? sum * (1 + sum) : Number.POSITIVE_INFINITY
  const error = Number.POSITIVE_INFINITY
  return rounded(type, real, { lo: Math.min(...corners), hi: Math.max(...corners), error, relative }, units)
}
