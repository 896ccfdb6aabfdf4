import type { Enclosure } from '../interval/interval.js'

/**
 * A quantity on a tail r ≥ R: `r^exponent * m(r)` with `m(r)` in `factor`. This is the substitution r = 1/t with the
 * behaviour at t = 0 factored out, so that quotients of growing terms do not become ∞/∞.
 */
export interface Scaled {
  readonly exponent: number
  readonly factor: Enclosure
}

/** The arithmetic of scaled intervals that the functions of the language need. */
export interface Tail {
  /** A quantity without a power of r. */
  plain(factor: Enclosure): Scaled
  add(a: Scaled, b: Scaled): Scaled
  abs(a: Scaled): Scaled
  sqrt(a: Scaled): Scaled
  exp(a: Scaled): Scaled
  log(a: Scaled): Scaled
  /** One of two, or a combination by a function that commutes with positive factors. */
  combine(a: Scaled, b: Scaled, join: (a: Enclosure, b: Enclosure) => Enclosure): Scaled
  /** Whether a quantity tends to infinity. */
  grows(a: Scaled): boolean
  /** (exp(a) + sign·exp(−a))/2 of a growing argument, that is cosh or sinh. */
  halfOfExponentials(a: Scaled, sign: 1 | -1): Scaled
}
