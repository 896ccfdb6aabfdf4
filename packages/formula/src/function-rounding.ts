import type { Interval } from './interval/interval.js'

/** How far from a function's values its computed ones may be, on every backend and in both number types. */
export interface FunctionRounding {
  /** Units in the last place by which a value may be off for the very argument, with some room. */
  readonly ulps: number
  /** Whether every number of an interval, infinities included, has a value. Default: all have. */
  isDefinedOn?(a: Interval): boolean
  /** sup |f'| on an interval. */
  steepest(a: Interval): number
  /** sup |x·f'(x)/f(x)|: by what a relative error of the argument is multiplied; absent or ∞ where it has no bound. */
  condition?(a: Interval): number
}

/** The largest magnitude in an interval. */
export function magnitude({ lo, hi }: Interval): number {
  return Math.max(-lo, hi)
}

/** For functions that swing: infinities have no value. */
export function hasFiniteEnds({ lo, hi }: Interval): boolean {
  return lo > Number.NEGATIVE_INFINITY && hi < Number.POSITIVE_INFINITY
}
