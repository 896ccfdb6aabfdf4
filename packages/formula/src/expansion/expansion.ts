import type { Enclosure } from '../interval/interval.js'
import type { Monomial } from './monomial.js'

/** A monomial times a factor that is only known to lie in an interval. */
export interface Term extends Monomial {
  readonly factor: Enclosure
}

/** exp(factor · x) for the value x of a node. */
export interface Exponential {
  readonly node: number
  readonly factor: number
}

/**
 * A quantity on a tail s ≥ start: exp(…) · (Σ terms + rest). The factors of the terms are constants, falling in growth;
 * `rest` grows less than all of them and its factor may vary with s.
 */
export interface Expansion {
  /** A common factor that beats every power, by node; none for most quantities. */
  readonly exponentials: readonly Exponential[]
  readonly terms: readonly Term[]
  readonly rest: Term | undefined
}
