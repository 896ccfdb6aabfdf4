import { type Enclosure, enclosure, hull, nothingKnown, point } from './interval.js'
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp, sqrtDown, sqrtUp } from './rounding.js'

/** a + b. */
export function add(a: Enclosure, b: Enclosure): Enclosure {
  const nonzero = (a.nonzero || b.nonzero) && ((a.lo >= 0 && b.lo >= 0) || (a.hi <= 0 && b.hi <= 0))
  return enclosure(addDown(a.lo, b.lo), addUp(a.hi, b.hi), a.defined && b.defined, nonzero)
}

/** -a. */
export function negate(a: Enclosure): Enclosure {
  return { lo: -a.hi, hi: -a.lo, defined: a.defined, nonzero: a.nonzero }
}

/** a - b. */
export function subtract(a: Enclosure, b: Enclosure): Enclosure {
  return add(a, negate(b))
}

/** a * b. */
export function multiply(a: Enclosure, b: Enclosure): Enclosure {
  const lo = Math.min(
    multiplyDown(a.lo, b.lo),
    multiplyDown(a.lo, b.hi),
    multiplyDown(a.hi, b.lo),
    multiplyDown(a.hi, b.hi),
  )
  const hi = Math.max(multiplyUp(a.lo, b.lo), multiplyUp(a.lo, b.hi), multiplyUp(a.hi, b.lo), multiplyUp(a.hi, b.hi))
  return enclosure(lo, hi, a.defined && b.defined, a.nonzero && b.nonzero)
}

/** a / b. A divisor that may be 0 leaves the quotient undefined there; one that only touches 0 gives a half-line. */
export function divide(a: Enclosure, b: Enclosure): Enclosure {
  const defined = a.defined && b.defined && b.nonzero
  if (b.lo === 0 && b.hi === 0) return { ...nothingKnown, nonzero: a.nonzero }
  if (b.lo < 0 && b.hi > 0) {
    // a divisor of either sign, known not to vanish: two half-lines, whose hull is the line
    return enclosure(-Infinity, Infinity, defined, a.nonzero)
  }
  if (b.hi <= 0) return divide(negate(a), negate(b))
  const over = (end: number, rounded: (a: number, b: number) => number): number => {
    if (end === 0) return 0
    const divisor = end < 0 === (rounded === divideDown) ? b.lo : b.hi
    if (divisor === 0) return end < 0 ? -Infinity : Infinity
    return rounded(end, divisor)
  }
  // at b = 0 itself the quotient is undefined; the half-line holds all other values
  return enclosure(over(a.lo, divideDown), over(a.hi, divideUp), defined, a.nonzero)
}

/** |a|. */
export function abs(a: Enclosure): Enclosure {
  if (a.lo >= 0) return a
  if (a.hi <= 0) return negate(a)
  return enclosure(0, Math.max(-a.lo, a.hi), a.defined, a.nonzero)
}

/** -1, 0 or 1. */
export function sign(a: Enclosure): Enclosure {
  const lo = a.lo > 0 || (a.lo === 0 && a.nonzero) ? 1 : a.lo === 0 ? 0 : -1
  const hi = a.hi < 0 || (a.hi === 0 && a.nonzero) ? -1 : a.hi === 0 ? 0 : 1
  return enclosure(lo, hi, a.defined, a.nonzero)
}

/** The smaller of two. */
export function min(a: Enclosure, b: Enclosure): Enclosure {
  return enclosure(Math.min(a.lo, b.lo), Math.min(a.hi, b.hi), a.defined && b.defined, a.nonzero && b.nonzero)
}

/** The larger of two. */
export function max(a: Enclosure, b: Enclosure): Enclosure {
  return enclosure(Math.max(a.lo, b.lo), Math.max(a.hi, b.hi), a.defined && b.defined, a.nonzero && b.nonzero)
}

/** √a; negative numbers have none. */
export function sqrt(a: Enclosure): Enclosure {
  if (a.hi < 0) return nothingKnown
  return enclosure(sqrtDown(Math.max(a.lo, 0)), sqrtUp(a.hi), a.defined && a.lo >= 0, a.nonzero)
}

/** a^n for an integer n by repeated multiplication; even powers are tight. */
export function integerPower(a: Enclosure, n: number): Enclosure {
  if (n === 0) return enclosure(1, 1, a.defined)
  if (n < 0) return divide(point(1), integerPower(a, -n))
  if (n % 2 === 0 || a.lo >= 0) {
    const base = abs(a)
    return enclosure(powerOfEnd(base.lo, n, multiplyDown), powerOfEnd(base.hi, n, multiplyUp), a.defined, a.nonzero)
  }
  if (a.hi <= 0) return negate(integerPower(negate(a), n))
  const below = integerPower({ ...a, hi: 0 }, n)
  return { ...hull(below, integerPower({ ...a, lo: 0 }, n)), nonzero: a.nonzero }
}

/** The order of multiplication is that of `repeatedPower`, so that its rounded value lies inside too. */
function powerOfEnd(x: number, n: number, multiplyRounded: (a: number, b: number) => number): number {
  let result = x
  for (let bit = 30 - Math.clz32(n); bit >= 0; bit--) {
    result = multiplyRounded(result, result)
    if ((n >> bit) & 1) result = multiplyRounded(result, x)
  }
  return result
}
