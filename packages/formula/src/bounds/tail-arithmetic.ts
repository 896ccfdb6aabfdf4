import { exp } from '../functions/exp.js'
import { log } from '../functions/log.js'
import * as arithmetic from '../interval/arithmetic.js'
import { type Enclosure, enclosure, hull, nothingKnown, point } from '../interval/interval.js'
import { power } from '../interval/power.js'
import { isRepeatedPower } from '../repeated-power.js'
import type { Scaled, Tail } from './tail.js'

const [expOf, logOf] = [(a: Enclosure) => exp.enclose(a, a), (a: Enclosure) => log.enclose(a, a)]

/** Exponents stay multiples of 1/64 of moderate size, so that sums of exponents are exact. */
const grain = 64

/** The arithmetic of scaled intervals on the tail r ≥ start, for start ≥ 1. */
export class TailArithmetic implements Tail {
  readonly #start: Enclosure
  readonly start: number

  constructor(start: number) {
    this.start = start
    this.#start = point(start)
  }

  /** A quantity without a power of r. */
  plain(factor: Enclosure): Scaled {
    return { exponent: 0, factor }
  }

  /** The values of r^q for r ≥ start. */
  powers(q: number): Enclosure {
    if (q === 0) return point(1)
    const atStart = power(this.#start, point(q), isRepeatedPower(q))
    return q < 0 ? enclosure(0, atStart.hi, true, true) : enclosure(atStart.lo, Infinity, true, true)
  }

  /** All values as one interval. */
  range(a: Scaled): Enclosure {
    return a.exponent === 0 ? a.factor : arithmetic.multiply(a.factor, this.powers(a.exponent))
  }

  negate(a: Scaled): Scaled {
    return { exponent: a.exponent, factor: arithmetic.negate(a.factor) }
  }

  abs(a: Scaled): Scaled {
    return { exponent: a.exponent, factor: arithmetic.abs(a.factor) }
  }

  add(a: Scaled, b: Scaled): Scaled {
    const [x, y, exponent] = this.#aligned(a, b)
    return { exponent, factor: arithmetic.add(x, y) }
  }

  multiply(a: Scaled, b: Scaled): Scaled {
    return { exponent: a.exponent + b.exponent, factor: arithmetic.multiply(a.factor, b.factor) }
  }

  divide(a: Scaled, b: Scaled): Scaled {
    return { exponent: a.exponent - b.exponent, factor: arithmetic.divide(a.factor, b.factor) }
  }

  /** One of two, or a combination by a function that commutes with positive factors (min, max, hull). */
  combine(a: Scaled, b: Scaled, join: (a: Enclosure, b: Enclosure) => Enclosure): Scaled {
    const [x, y, exponent] = this.#aligned(a, b)
    return { exponent, factor: join(x, y) }
  }

  hull(a: Scaled, b: Scaled): Scaled {
    return this.combine(a, b, hull)
  }

  /** a to a constant power n; `repeated` as in `functions.power`. */
  power(a: Scaled, n: number, repeated: boolean): Scaled {
    return this.#dyadic(a.exponent * n, power(a.factor, point(n), repeated))
  }

  sqrt(a: Scaled): Scaled {
    return this.#dyadic(a.exponent / 2, arithmetic.sqrt(a.factor))
  }

  /** exp of a growing argument beats every power: r^-K [0, M], or r^K [1/M, ∞]. */
  exp(a: Scaled): Scaled {
    const { exponent, factor } = a
    if (exponent <= 0 || (factor.lo <= 0 && factor.hi >= 0)) return this.plain(expOf(this.range(a)))
    if (factor.lo > 0) return this.divide(this.plain(point(1)), this.exp(this.negate(a)))
    const rate = -factor.hi
    // r^K exp(-rate r^exponent) falls from r^exponent = K / (exponent rate) on:
    // K as large as lets it fall from start on
    const largest = Math.min(exponent * rate * this.start ** exponent, 64, 200 / Math.max(1, Math.log10(this.start)))
    const K = Math.floor(largest * 0.999 * grain) / grain
    const atStart = expOf(arithmetic.multiply(point(factor.hi), power(this.#start, point(exponent), false)))
    const bound = arithmetic.multiply(power(this.#start, point(K), false), atStart)
    return { exponent: -K, factor: enclosure(0, bound.hi, factor.defined, true) }
  }

  /** Whether a quantity tends to infinity. */
  grows({ exponent, factor }: Scaled): boolean {
    return exponent > 0 && (factor.lo > 0 || factor.hi < 0)
  }

  /** (exp(a) + sign·exp(−a))/2 of a growing argument, that is cosh or sinh. */
  halfOfExponentials(a: Scaled, sign: 1 | -1): Scaled {
    const [rising, falling] = [this.exp(a), this.exp(this.negate(a))]
    return this.multiply(this.plain(point(0.5)), this.add(rising, sign === 1 ? falling : this.negate(falling)))
  }

  /** log(r^p m) = p log r + log m, and 0 ≤ log r ≤ r^ε C. */
  log(a: Scaled): Scaled {
    const ofFactor = this.plain(logOf(a.factor))
    if (a.exponent === 0) return ofFactor
    const epsilon = 0.25
    // r^-ε log r has its maximum 1/(e ε) at r = e^(1/ε) and falls after it
    const atStart = arithmetic.divide(logOf(this.#start), power(this.#start, point(epsilon), false))
    const most = this.start >= 55 ? atStart.hi : 1.48
    const logOfVariable: Scaled = { exponent: epsilon, factor: enclosure(0, most) }
    return this.add(this.multiply(this.plain(point(a.exponent)), logOfVariable), ofFactor)
  }

  /**
   * A function with f(0) = 0 and slope f': f(x) = x f'(ξ), ξ between 0 and x; for arguments that vanish at infinity.
   */
  throughOrigin(a: Scaled, slope: (x: Enclosure) => Enclosure): Scaled {
    const range = this.range(a)
    const between = enclosure(Math.min(0, range.lo), Math.max(0, range.hi), range.defined)
    const slopes = slope(between)
    // across a pole there is no mean value
    return slopes.defined ? this.multiply(a, this.plain(slopes)) : this.plain(nothingKnown)
  }

  #aligned(a: Scaled, b: Scaled): [Enclosure, Enclosure, number] {
    const exponent = Math.max(a.exponent, b.exponent)
    const raise = (x: Scaled): Enclosure =>
      x.exponent === exponent ? x.factor : arithmetic.multiply(x.factor, this.powers(x.exponent - exponent))
    return [raise(a), raise(b), exponent]
  }

  /** r^q · factor with q rounded up to a multiple of the grain, if need be. */
  #dyadic(q: number, factor: Enclosure): Scaled {
    const rounded = Math.ceil(q * grain) / grain
    if (rounded === q) return { exponent: q, factor }
    // the exponent q is itself rounded; one grain more leaves room for that
    const exponent = rounded + 1 / grain
    return { exponent, factor: arithmetic.multiply(factor, enclosure(0, 1, true, true)) }
  }
}
