import * as arithmetic from '../interval/arithmetic.js'
import { type Enclosure, enclosure, point } from '../interval/interval.js'
import { power } from '../interval/power.js'
import { down, up, widenDown, widenUp } from '../interval/rounding.js'

/** s^(power/grain) · (log s)^logs on a tail s ≥ start ≥ 4. */
export interface Monomial {
  /** The exponent of s in grains, a whole number: sums of exponents are exact. */
  readonly power: number
  /** The exponent of log s. */
  readonly logs: number
}

/** Exponents that are decimals with four places, halves, thirds, …, sevenths are whole numbers of grains. */
export const grain = 2_520_000

export const unit: Monomial = { power: 0, logs: 0 }

/** Positive if a grows faster than b. */
export function compareGrowth(a: Monomial, b: Monomial): number {
  return a.power - b.power || a.logs - b.logs
}

export function timesMonomial(a: Monomial, b: Monomial): Monomial {
  return { power: a.power + b.power, logs: a.logs + b.logs }
}

export function overMonomial(a: Monomial, b: Monomial): Monomial {
  return { power: a.power - b.power, logs: a.logs - b.logs }
}

/** The exponent in grains that a constant exponent means; undefined where it is no whole number of them. */
export function wholeGrains(exponent: number): number | undefined {
  const grains = exponent * grain
  const whole = Math.round(grains)
  // what is written in decimals is met within rounding
  return Math.abs(grains - whole) <= 1e-14 * Math.abs(grains) + 1e-300 && Number.isSafeInteger(whole)
    ? whole
    : undefined
}

/** All values of a monomial for s ≥ start. */
export function valuesOf({ power: p, logs: q }: Monomial, start: number): Enclosure {
  if (p === 0 && q === 0) return point(1)
  if (p <= 0 && q <= 0) return enclosure(0, atStart(p, q, start).hi, true, true)
  if (p >= 0 && q >= 0) return enclosure(atStart(p, q, start).lo, Infinity, true, true)
  if (p > 0) {
    const inverse = valuesOf({ power: -p, logs: -q }, start)
    return enclosure(down(1 / inverse.hi), Infinity, true, true)
  }
  // s^-a (log s)^q rises up to log s = q/a, where it is (q/(a e))^q, and falls after it
  const top = (q * grain) / -p
  const most = Math.log(start) > up(top) ? atStart(p, q, start).hi : widenUp(up((top / Math.E) ** q) * (1 + 1e-14))
  return enclosure(0, most, true, true)
}

function atStart(p: number, q: number, start: number): Enclosure {
  const ofVariable = p % grain === 0 ? power(point(start), point(p / grain), true) : roundedPower(start, p / grain)
  const logarithm = Math.log(start)
  const ofLogarithm = power(enclosure(widenDown(logarithm), widenUp(logarithm)), point(q), false)
  return q === 0 ? ofVariable : arithmetic.multiply(ofVariable, ofLogarithm)
}

/** The exponent is rounded too. */
function roundedPower(base: number, exponent: number): Enclosure {
  return power(point(base), enclosure(down(exponent), up(exponent)), false)
}
