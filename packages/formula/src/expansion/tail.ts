import type { Enclosure } from '../interval/interval.js'
import type { TaylorCoefficients } from '../series/power-series.js'
import type { Expansion, Exponential, Term } from './expansion.js'

/** The arithmetic of expansions on a tail s ≥ start that the functions of the language need. */
export interface Tail {
  constant(value: Enclosure): Expansion
  /** A quantity of which only the range is known. */
  bounded(range: Enclosure): Expansion
  /** The fastest growing monomial, with all values of the quantity divided by it. */
  leading(a: Expansion): Term
  /** Whether a quantity tends to ±∞. */
  isGrowing(a: Expansion): boolean
  add(a: Expansion, b: Expansion): Expansion
  subtract(a: Expansion, b: Expansion): Expansion
  divide(a: Expansion, b: Expansion): Expansion
  /** a^n for a constant n. */
  power(a: Expansion, n: number, repeated: boolean): Expansion
  abs(a: Expansion): Expansion
  min(a: Expansion, b: Expansion): Expansion
  max(a: Expansion, b: Expansion): Expansion
  log(a: Expansion): Expansion
  /** @param source the argument as an exact multiple of a node, if it is one */
  exp(a: Expansion, source: Exponential | undefined): Expansion
  /** (exp(a) + sign·exp(−a))/2 of a growing argument, that is cosh or sinh. */
  halfOfExponentials(a: Expansion, sign: 1 | -1, source: Exponential | undefined): Expansion
  /** tanh of a growing argument. */
  saturating(a: Expansion): Expansion
  /** f(a) for an `a` that stays bounded, by Taylor's theorem about its limit. */
  compose(a: Expansion, coefficients: TaylorCoefficients): Expansion
}
