import type { Enclosure, Interval } from '../interval/interval.js'
import type { Arithmetic } from './arithmetic.js'

/** What a backend computes for a quantity, against its real values on a box. */
export interface Rounded extends Interval {
  /** Whether it may be no number. If not, every computed value, infinities included, is in [lo, hi]. */
  readonly mayBeNaN: boolean
  /** |computed − real| at most; ∞ if not known. */
  readonly error: number
  /** The same in proportion to the real value. */
  readonly relative: number
}

/** Nothing is known of what is computed. */
export const unknown: Rounded = {
  lo: Number.NEGATIVE_INFINITY,
  hi: Number.POSITIVE_INFINITY,
  mayBeNaN: true,
  error: Number.POSITIVE_INFINITY,
  relative: Number.POSITIVE_INFINITY,
}

/** A number that the arithmetic has. */
export function exactly({ lo, hi }: Interval): Rounded {
  return { lo, hi, mayBeNaN: false, error: 0, relative: 0 }
}

/** The largest magnitude in an interval. */
export function most({ lo, hi }: Interval): number {
  return Math.max(-lo, hi)
}

/** The smallest magnitude in an interval. */
export function least({ lo, hi }: Interval): number {
  return lo > 0 ? lo : hi < 0 ? -hi : 0
}

/** 0 · ∞ is 0: an error of nothing, or of an unknown that is multiplied by nothing. */
export function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b
}

/** What an operation computes before its result is rounded. */
export interface Unrounded extends Interval {
  /** Error that its operands bring. */
  readonly error: number
  readonly relative: number
}

/**
 * A result after rounding.
 *
 * @param real the real values
 * @param units how often a relative error of one unit comes on top
 */
export function rounded(
  type: Arithmetic,
  real: Enclosure,
  { lo, hi, error: before, relative: proportion }: Unrounded,
  units: number,
): Rounded {
  const { unit, normal, smallest, largest } = type
  if (Number.isNaN(lo) || Number.isNaN(hi)) return unknown
  const isNormal = least(real) >= 2 * normal && proportion < 0.25
  const grain = isNormal ? 0 : units * smallest
  const step = units * unit
  const [low, high] = units > 1 ? widened({ lo, hi }, step, grain, largest) : nearest({ lo, hi }, type)
  const [size, floor] = [most(real), least(real)]
  let relative = proportion + step + times(proportion, step) + (grain === 0 ? 0 : grain / floor)
  let error = Math.min(before + times(step, size + before) + grain, relative < 1 ? times(relative, size) : Infinity)
  // An error is that of a finite result.
  if (!(size + error <= largest)) error = Number.POSITIVE_INFINITY
  error = Math.min(error, Math.max(high - real.lo, real.hi - low))
  if (Number.isNaN(error) || !real.defined) error = Number.POSITIVE_INFINITY
  relative = Number.isFinite(error) ? Math.min(relative, error === 0 ? 0 : error / floor) : Number.POSITIVE_INFINITY
  return {
    lo: Math.max(low, Number.isFinite(error) ? real.lo - error : low),
    hi: Math.min(high, Number.isFinite(error) ? real.hi + error : high),
    mayBeNaN: false,
    error,
    relative,
  }
}

/** Correct rounding is monotone: the ends are rounded. */
function nearest({ lo, hi }: Interval, { round }: Arithmetic): [number, number] {
  return [round(lo), round(hi)]
}

/** No rounding changes a sign; ends beyond the largest number may be infinite, or just it. */
function widened({ lo, hi }: Interval, step: number, grain: number, largest: number): [number, number] {
  const low = lo - times(Math.abs(lo), step) - grain
  const high = hi + times(Math.abs(hi), step) + grain
  return [
    overflowing(lo >= 0 ? Math.max(low, lo === 0 ? lo : 0) : low, largest, -1),
    overflowing(hi <= 0 ? Math.min(high, 0) : high, largest, 1),
  ]
}

function overflowing(end: number, largest: number, side: 1 | -1): number {
  if (side * end > largest) return side * Number.POSITIVE_INFINITY
  return side * end < -largest ? -side * largest : end
}
