import { exp } from '../functions/exp.js'
import { log } from '../functions/log.js'
import * as interval from '../interval/arithmetic.js'
import { type Enclosure, enclosure, hull, point } from '../interval/interval.js'
import { power } from '../interval/power.js'
import { multiplyDown, multiplyUp } from '../interval/rounding.js'
import { powerCoefficients, type TaylorCoefficients } from '../series/power-series.js'
import type { Expansion, Exponential, Term } from './expansion.js'
import {
  compareGrowth,
  grain,
  type Monomial,
  overMonomial,
  timesMonomial,
  unit,
  valuesOf,
  wholeGrains,
} from './monomial.js'
import type { Tail } from './tail.js'

/** Terms that are kept; what is left goes to the rest. */
const mostTerms = 6

const one = point(1)

/** The arithmetic of expansions on a tail s ≥ start, start ≥ 4. */
export class ExpansionArithmetic implements Tail {
  readonly start: number
  /** The expansion of a node that stands in an exponential. */
  readonly #exponent: (node: number) => Expansion
  readonly #values = new Map<string, Enclosure>()

  constructor(start: number, exponent: (node: number) => Expansion) {
    this.start = start
    this.#exponent = exponent
  }

  /** A quantity of which only the range is known. */
  bounded(range: Enclosure): Expansion {
    return { exponentials: [], terms: [], rest: { ...unit, factor: range } }
  }

  constant(value: Enclosure): Expansion {
    return this.term(unit, value)
  }

  term({ power: p, logs }: Monomial, factor: Enclosure): Expansion {
    return this.#collect([{ power: p, logs, factor }], [])
  }

  /** The fastest growing monomial, with all values of the quantity divided by it and by the exponentials. */
  leading({ terms, rest }: Expansion): Term {
    // Horner's rule from the smallest on: what is smaller than a term cannot outweigh it
    let sum = rest
    for (let k = terms.length - 1; k >= 0; k--) {
      const { power: p, logs, factor } = terms[k]
      const whole: Enclosure = sum === undefined ? factor : interval.add(factor, this.#relative(sum, terms[k]))
      sum = { power: p, logs, factor: whole }
    }
    return sum ?? { ...unit, factor: point(0) }
  }

  /** All values. */
  range(a: Expansion): Enclosure {
    const leading = this.leading(a)
    const ofMonomial = interval.multiply(leading.factor, this.#valuesOf(leading))
    if (a.exponentials.length === 0) return ofMonomial
    const exponential = this.#exponentialTerm(a.exponentials)
    if (exponential === undefined) return enclosure(-Infinity, Infinity, leading.factor.defined)
    return interval.multiply(
      interval.multiply(leading.factor, exponential.factor),
      this.#valuesOf(timesMonomial(leading, exponential)),
    )
  }

  /** 1 if a quantity whose leading factor has one sign tends to ±∞, −1 if it tends to 0, else 0. */
  growth(a: Expansion): -1 | 0 | 1 {
    if (a.exponentials.length > 0) return this.#exponentialGrowth(a.exponentials)
    const { power: p, logs } = this.leading(a)
    return Math.sign(compareGrowth({ power: p, logs }, unit)) as -1 | 0 | 1
  }

  /** The limit at infinity, if it is finite and known. */
  limit(a: Expansion): Enclosure | undefined {
    const leading = this.leading(a)
    const growth = this.growth(a)
    if (growth === -1 && Number.isFinite(leading.factor.lo) && Number.isFinite(leading.factor.hi)) return point(0)
    const [first] = a.terms
    if (growth !== 0 || a.exponentials.length > 0 || first === undefined) return undefined
    return first.factor
  }

  negate(a: Expansion): Expansion {
    return this.#map(a, interval.negate)
  }

  scale(a: Expansion, factor: Enclosure): Expansion {
    return this.#map(a, (each) => interval.multiply(each, factor))
  }

  add(a: Expansion, b: Expansion): Expansion {
    if (isZero(a)) return b
    if (isZero(b)) return a
    if (sameExponentials(a.exponentials, b.exponentials)) {
      return this.#collect([...a.terms, ...b.terms], [a.rest, b.rest], a.exponentials)
    }
    const ratio = mergeExponentials(b.exponentials, a.exponentials, -1)
    const scaled = this.normalised({ ...b, exponentials: ratio })
    if (scaled.exponentials.length === 0) {
      return this.#collect([...a.terms, ...scaled.terms], [a.rest, scaled.rest], a.exponentials)
    }
    const growth = this.#exponentialGrowth(ratio)
    if (growth === 1) return this.add(b, a)
    const decay = growth === -1 ? this.#exponentialTerm(ratio) : undefined
    if (decay === undefined) return this.bounded(interval.add(this.range(a), this.range(b)))
    const small = this.leading(b)
    const rest = { ...timesMonomial(small, decay), factor: interval.multiply(small.factor, decay.factor) }
    return this.#collect(a.terms, [a.rest, rest], a.exponentials)
  }

  subtract(a: Expansion, b: Expansion): Expansion {
    return this.add(a, this.negate(b))
  }

  multiply(a: Expansion, b: Expansion): Expansion {
    if (isZero(a) || isZero(b)) {
      return this.constant(interval.multiply(this.leading(a).factor, this.leading(b).factor))
    }
    const exponentials = mergeExponentials(a.exponentials, b.exponentials, 1)
    const product = (x: Term, y: Term): Term => ({
      ...timesMonomial(x, y),
      factor: interval.multiply(x.factor, y.factor),
    })
    const terms = a.terms.flatMap((x) => b.terms.map((y) => product(x, y)))
    const rests: Term[] = []
    if (a.rest !== undefined) rests.push(product(a.rest, this.leading(b)))
    if (b.rest !== undefined && a.terms.length > 0) {
      rests.push(product(b.rest, this.leading({ ...a, rest: undefined })))
    }
    return this.normalised(this.#collect(terms, rests, exponentials))
  }

  divide(a: Expansion, b: Expansion): Expansion {
    return this.multiply(a, this.#inverse(b))
  }

  /** a^n for a constant n. */
  power(a: Expansion, n: number, repeated: boolean): Expansion {
    if (n === 0) return this.constant(enclosure(1, 1, this.leading(a).factor.defined))
    if (n === 1) return a
    const whole = this.leading(a)
    const exponentials = scaleExponentials(a.exponentials, n)
    const first = a.terms[0]
    const exponent = powerOfMonomial(whole, n)
    if (exponentials === undefined) return this.bounded(power(this.range(a), point(n), repeated))
    if (exponent === undefined) return this.#roundedPower(whole, n, exponentials, repeated)
    const isKnown = first !== undefined && (first.factor.lo > 0 || (first.factor.hi < 0 && Number.isInteger(n)))
    if (!isKnown) {
      return this.#collect([], [{ ...exponent, factor: rootOr(whole.factor, n, repeated) }], exponentials)
    }
    const factor = rootOr(first.factor, n, repeated)
    const relative = this.#relativeTo(a, first)
    const expanded = this.compose(relative, (x, order) => powerCoefficients(x, n, order))
    return this.#shifted(expanded, { ...exponent, factor }, exponentials)
  }

  abs(a: Expansion): Expansion {
    const { factor } = this.leading(a)
    if (factor.lo >= 0) return a
    if (factor.hi <= 0) return this.negate(a)
    const whole = this.leading(a)
    return this.#collect([], [{ ...whole, factor: interval.abs(factor) }], a.exponentials)
  }

  /** One of two, or a function that commutes with positive factors, as min and max. */
  combine(a: Expansion, b: Expansion, join: (a: Enclosure, b: Enclosure) => Enclosure): Expansion {
    if (!sameExponentials(a.exponentials, b.exponentials)) return this.bounded(join(this.range(a), this.range(b)))
    const [x, y] = [this.leading(a), this.leading(b)]
    const larger = compareGrowth(x, y) >= 0 ? x : y
    const factor = join(this.#relative(x, larger), this.#relative(y, larger))
    return this.#collect([], [{ power: larger.power, logs: larger.logs, factor }], a.exponentials)
  }

  hull(a: Expansion, b: Expansion): Expansion {
    return this.combine(a, b, hull)
  }

  /** f(a) for an `a` that stays bounded, by Taylor's theorem about its limit. */
  compose(a: Expansion, coefficients: TaylorCoefficients): Expansion {
    const range = this.range(a)
    const plain = this.#withoutExponentials(a)
    const [first] = plain.terms
    const centre = first !== undefined && compareGrowth(first, unit) === 0 ? first.factor : point(0)
    const isBounded = first === undefined || compareGrowth(first, unit) <= 0
    const distance = this.#collect(plain.terms.slice(centre === first?.factor ? 1 : 0), [plain.rest])
    const whole = this.leading(distance)
    if (!isBounded || compareGrowth(whole, unit) >= 0) {
      return isZero(distance) && isBounded
        ? this.constant(coefficients(centre, 0)[0])
        : this.bounded(coefficients(range, 0)[0])
    }
    const order = mostTerms
    const all = coefficients(hull(centre, range), order)
    const known = coefficients(centre, order)
    if (!all[order].defined || !known.every(({ defined }) => defined)) return this.bounded(coefficients(range, 0)[0])
    // Horner's rule, with the remainder for the last coefficient
    let sum: Expansion = this.bounded(all[order])
    for (let k = order - 1; k >= 0; k--) sum = this.add(this.constant(known[k]), this.multiply(sum, distance))
    return sum
  }

  /** exp(a) of the value of a node, or of −1 times or another exact multiple of it. */
  exp(a: Expansion, source: Exponential | undefined): Expansion {
    if (this.#isBounded(a)) return this.compose(a, exp.taylor)
    const shifted = this.#powerOfExponential(a)
    if (shifted !== undefined) return shifted
    const isDefined = this.leading(a).factor.defined
    if (source !== undefined && isDefined)
      return { exponentials: [source], terms: [{ ...unit, factor: one }], rest: undefined }
    const term = this.#exponentialOf(a)
    return term === undefined ? this.bounded(exp.enclose(this.range(a))) : this.#collect([], [term])
  }

  /** log a = log of its leading monomial + log of the rest. */
  log(a: Expansion): Expansion {
    const [first] = a.terms
    const whole = this.leading(a)
    if (!(whole.factor.lo > 0)) return this.bounded(log.enclose(this.range(a)))
    let sum =
      first === undefined || !(first.factor.lo > 0)
        ? this.bounded(log.enclose(whole.factor))
        : this.add(this.constant(log.enclose(first.factor)), this.compose(this.#relativeTo(a, first), log.taylor))
    const p = interval.divide(point(whole.power), point(grain))
    if (whole.power !== 0) sum = this.add(sum, this.term({ power: 0, logs: 1 }, p))
    // 0 ≤ log x ≤ x/e for x = log s ≥ 1
    const ofLogs: Term = { power: 0, logs: 1, factor: enclosure(0, 0.37) }
    if (whole.logs !== 0) sum = this.add(sum, this.scale(this.#collect([], [ofLogs]), point(whole.logs)))
    for (const { node, factor } of a.exponentials) sum = this.add(sum, this.scale(this.#exponent(node), point(factor)))
    return sum
  }

  min(a: Expansion, b: Expansion): Expansion {
    return this.#choice(a, b, -1) ?? this.combine(a, b, interval.min)
  }

  max(a: Expansion, b: Expansion): Expansion {
    return this.#choice(a, b, 1) ?? this.combine(a, b, interval.max)
  }

  /** (exp(a) + sign·exp(−a))/2 of a growing argument, that is cosh or sinh. */
  halfOfExponentials(a: Expansion, sign: 1 | -1, source: Exponential | undefined): Expansion {
    const opposite = source === undefined ? undefined : { node: source.node, factor: -source.factor }
    const falling = this.scale(this.exp(this.negate(a), opposite), point(sign))
    return this.scale(this.add(this.exp(a, source), falling), point(0.5))
  }

  /** tanh of a growing argument: ±(1 − 2/(exp(2|a|) + 1)). */
  saturating(a: Expansion): Expansion {
    const sign = this.leading(a).factor.lo > 0 ? 1 : -1
    const decay = this.#exponentialOf(this.scale(a, point(-2 * sign)))
    if (decay === undefined) return this.bounded(enclosure(-1, 1))
    const short = this.scale(this.#collect([], [decay]), point(-2 * sign))
    return this.add(this.constant(point(sign)), short)
  }

  /** Whether a quantity tends to ±∞. */
  isGrowing(a: Expansion): boolean {
    const { factor } = this.leading(a)
    return factor.defined && this.growth(a) === 1 && (factor.lo > 0 || factor.hi < 0)
  }

  /** Exponentials that do not beat powers after all are worked out. */
  normalised(a: Expansion): Expansion {
    if (a.exponentials.length === 0) return a
    const exponent = this.#sumOf(a.exponentials)
    const plain = { ...a, exponentials: [] }
    if (this.#isBounded(exponent)) return this.multiply(plain, this.compose(exponent, exp.taylor))
    const shifted = this.#powerOfExponential(exponent)
    return shifted === undefined ? a : this.multiply(plain, shifted)
  }

  /** The one of two that is greater, or less, if that is known. */
  #choice(a: Expansion, b: Expansion, sign: 1 | -1): Expansion | undefined {
    const { factor } = this.leading(this.subtract(a, b))
    if (!factor.defined) return undefined
    if (factor.lo >= 0) return sign === 1 ? a : b
    return factor.hi <= 0 ? (sign === 1 ? b : a) : undefined
  }

  #isBounded(a: Expansion): boolean {
    return a.exponentials.length === 0
      ? compareGrowth(this.leading(a), unit) <= 0
      : this.#exponentialGrowth(a.exponentials) < 0
  }

  /** exp(c log s + bounded) = s^c exp(bounded). */
  #powerOfExponential(a: Expansion): Expansion | undefined {
    const [first] = a.terms
    if (a.exponentials.length > 0 || first === undefined) return undefined
    if (first.power !== 0 || first.logs !== 1 || first.factor.lo !== first.factor.hi) return undefined
    const p = wholeGrains(first.factor.lo)
    const bounded = this.#collect(a.terms.slice(1), [a.rest])
    if (p === undefined || !this.#isBounded(bounded)) return undefined
    return this.multiply(this.term({ power: p, logs: 0 }, one), this.compose(bounded, exp.taylor))
  }

  #inverse(b: Expansion): Expansion {
    const whole = this.leading(b)
    const inverted = overMonomial(unit, whole)
    const exponentials = b.exponentials.map(({ node, factor }) => ({ node, factor: -factor }))
    const first = b.terms[0]
    if (first === undefined || (first.factor.lo <= 0 && first.factor.hi >= 0)) {
      return this.#collect([], [{ ...inverted, factor: interval.divide(one, whole.factor) }], exponentials)
    }
    const inverse = this.compose(this.#relativeTo(b, first), (x, order) => powerCoefficients(x, -1, order))
    return this.#shifted(inverse, { ...inverted, factor: interval.divide(one, first.factor) }, exponentials)
  }

  /** A power with an exponent that is no whole number of grains, rounded up. */
  #roundedPower(whole: Term, n: number, exponentials: readonly Exponential[], repeated: boolean): Expansion {
    const factor = interval.multiply(power(whole.factor, point(n), repeated), enclosure(0, 1, true, true))
    const exponent = { power: Math.ceil(whole.power * n) + 1, logs: Math.ceil(whole.logs * n) + 1 }
    return this.#collect([], [{ ...exponent, factor }], exponentials)
  }

  /** a divided by its leading term, as 1 + …. */
  #relativeTo({ terms, rest }: Expansion, first: Term): Expansion {
    const relative = (term: Term): Term => ({
      ...overMonomial(term, first),
      factor: interval.divide(term.factor, first.factor),
    })
    const others = terms.slice(1).map(relative)
    return this.#collect([{ ...unit, factor: one }, ...others], [rest === undefined ? undefined : relative(rest)])
  }

  #shifted(a: Expansion, by: Term, exponentials: readonly Exponential[]): Expansion {
    const product = (term: Term): Term => ({
      ...timesMonomial(term, by),
      factor: interval.multiply(term.factor, by.factor),
    })
    return { exponentials, terms: a.terms.map(product), rest: a.rest === undefined ? undefined : product(a.rest) }
  }

  /** Exponentials as powers in a rest. */
  #withoutExponentials(a: Expansion): Expansion {
    if (a.exponentials.length === 0) return a
    const decay = this.#exponentialTerm(a.exponentials)
    if (decay === undefined) return this.bounded(enclosure(-Infinity, Infinity, false))
    const whole = this.leading(a)
    return this.#collect(
      [],
      [{ ...timesMonomial(whole, decay), factor: interval.multiply(whole.factor, decay.factor) }],
    )
  }

  #sumOf(exponentials: readonly Exponential[]): Expansion {
    let sum: Expansion = { exponentials: [], terms: [], rest: undefined }
    for (const { node, factor } of exponentials) sum = this.add(sum, this.scale(this.#exponent(node), point(factor)))
    return sum
  }

  #exponentialGrowth(exponentials: readonly Exponential[]): -1 | 0 | 1 {
    const exponent = this.#sumOf(exponentials)
    const { factor } = this.leading(exponent)
    if (!this.isGrowing(exponent)) return 0
    return factor.lo > 0 ? 1 : -1
  }

  #exponentialTerm(exponentials: readonly Exponential[]): Term | undefined {
    return this.#exponentialOf(this.#sumOf(exponentials))
  }

  /** exp of a quantity that tends to −∞ as [0, M] s^-K, of one that tends to ∞ as [1/M, ∞] s^K. */
  #exponentialOf(exponent: Expansion): Term | undefined {
    const plain = exponent.exponentials.length > 0 ? this.#withoutExponentials(exponent) : exponent
    const { power: p, logs: q, factor } = this.leading(plain)
    if (compareGrowth({ power: p, logs: q }, unit) <= 0) return undefined
    if (factor.lo > 0) {
      const falling = this.#exponentialOf(this.negate(exponent))
      if (falling === undefined) return undefined
      return { power: -falling.power, logs: 0, factor: interval.divide(one, falling.factor) }
    }
    if (!(factor.hi < 0)) return undefined
    // exp(-rate s^a): at least half of the power is kept for the logarithms
    const kept: Monomial = q >= 0 || p === 0 ? { power: p, logs: 0 } : { power: Math.floor(p / 2), logs: 0 }
    const least =
      p === 0
        ? this.#valuesOf({ power: 0, logs: q - 1 }).lo
        : this.#valuesOf(overMonomial({ power: p, logs: q }, kept)).lo
    const rate = multiplyDown(-factor.hi, least)
    if (p === 0) {
      // exp(-rate log s)
      if (q < 1) return undefined
      return { power: -Math.floor(Math.min(rate, 64) * grain), logs: 0, factor: enclosure(0, 1, factor.defined, true) }
    }
    // s^K exp(-rate s^a) falls from s^a = K/(a rate) on: K as large as lets it fall from start on
    const a = kept.power / grain
    const largest = Math.min(a * rate * this.start ** a, 64, 200 / Math.log10(this.start))
    const K = Math.floor(largest * 0.999 * 64) * (grain / 64)
    const slowest = interval.multiply(point(-rate), enclosure(this.#valuesOf(kept).lo, Infinity))
    const atStart = exp.enclose(point(slowest.hi))
    const lifted = power(point(this.start), point(K / grain), false).hi
    return { power: -K, logs: 0, factor: enclosure(0, multiplyUp(lifted, atStart.hi), factor.defined, true) }
  }

  #map(a: Expansion, of: (factor: Enclosure) => Enclosure): Expansion {
    const mapped = (term: Term): Term => ({ power: term.power, logs: term.logs, factor: of(term.factor) })
    return {
      exponentials: a.exponentials,
      terms: a.terms.map(mapped),
      rest: a.rest === undefined ? undefined : mapped(a.rest),
    }
  }

  /** Sorted, equal monomials added; what does not grow more than the rest, or is too much, joins it. */
  #collect(
    terms: readonly Term[],
    rests: readonly (Term | undefined)[],
    exponentials: readonly Exponential[] = [],
  ): Expansion {
    const sorted: Term[] = []
    for (const term of [...terms].sort((a, b) => compareGrowth(b, a))) {
      const last = sorted[sorted.length - 1]
      if (last !== undefined && compareGrowth(last, term) === 0) {
        sorted[sorted.length - 1] = { ...last, factor: interval.add(last.factor, term.factor) }
      } else sorted.push(term)
    }
    const known = sorted.filter(({ factor }) => factor.lo !== 0 || factor.hi !== 0 || !factor.defined)
    const left = rests
      .filter((term) => term !== undefined)
      .filter(({ factor }) => factor.lo !== 0 || factor.hi !== 0 || !factor.defined)
    const largest = [...left, ...known.slice(mostTerms, mostTerms + 1)].sort((a, b) => compareGrowth(b, a))[0]
    const kept = known.filter((term, k) => k < mostTerms && (largest === undefined || compareGrowth(term, largest) > 0))
    if (largest === undefined) return { exponentials, terms: kept, rest: undefined }
    const folded = [...left, ...known.slice(kept.length)]
    const [only] = folded
    const factor =
      folded.length === 1 && only !== undefined
        ? only.factor
        : folded.reduce((sum, term) => interval.add(sum, this.#relative(term, largest)), point(0))
    return { exponentials, terms: kept, rest: { power: largest.power, logs: largest.logs, factor } }
  }

  /** The values of a term divided by a monomial that grows at least as much. */
  #relative(term: Term, to: Monomial): Enclosure {
    return interval.multiply(term.factor, this.#valuesOf(overMonomial(term, to)))
  }

  #valuesOf(monomial: Monomial): Enclosure {
    if (monomial.power === 0 && monomial.logs === 0) return one
    const key = `${monomial.power},${monomial.logs}`
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const values = valuesOf(monomial, this.start)
    this.#values.set(key, values)
    return values
  }
}

/** Square roots are rounded sharply. */
function rootOr(a: Enclosure, n: number, repeated: boolean): Enclosure {
  return n === 0.5 ? interval.sqrt(a) : power(a, point(n), repeated)
}

function isZero({ terms, rest }: Expansion): boolean {
  return terms.length === 0 && rest === undefined
}

function powerOfMonomial({ power: p, logs }: Monomial, n: number): Monomial | undefined {
  const exponent = wholeGrains((p / grain) * n)
  const ofLogs = logs * n
  return exponent === undefined || !Number.isInteger(ofLogs * 64) ? undefined : { power: exponent, logs: ofLogs }
}

function sameExponentials(a: readonly Exponential[], b: readonly Exponential[]): boolean {
  return a.length === b.length && a.every(({ node, factor }, k) => node === b[k].node && factor === b[k].factor)
}

/** a + sign · b, by node. */
function mergeExponentials(a: readonly Exponential[], b: readonly Exponential[], sign: 1 | -1): Exponential[] {
  if (b.length === 0) return [...a]
  const factors = new Map(a.map(({ node, factor }) => [node, factor]))
  for (const { node, factor } of b) factors.set(node, (factors.get(node) ?? 0) + sign * factor)
  return [...factors]
    .filter(([, factor]) => factor !== 0)
    .map(([node, factor]) => ({ node, factor }))
    .sort((x, y) => x.node - y.node)
}

/** Undefined where a factor would be rounded. */
function scaleExponentials(a: readonly Exponential[], n: number): Exponential[] | undefined {
  const scaled = a.map(({ node, factor }) => ({ node, factor: factor * n }))
  return a.every(({ factor }) => multiplyDown(factor, n) === multiplyUp(factor, n)) ? scaled : undefined
}
