/** A closed interval of the extended real line; `lo <= hi`, an infinite end means unbounded. */
export interface Interval {
  readonly lo: number
  readonly hi: number
}

/** An interval that holds every value of a quantity, and what else is known of it. */
export interface Enclosure extends Interval {
  /** False if the quantity may be undefined (0/0, the root or logarithm of a negative number, …) for some arguments. */
  readonly defined: boolean
  /** True if the quantity is known not to be 0, though the interval may touch 0. */
  readonly nonzero: boolean
}

/** An enclosure; `nonzero` is noticed where the interval excludes 0. */
export function enclosure(lo: number, hi: number, defined = true, nonzero = false): Enclosure {
  return { lo, hi, defined, nonzero: nonzero || lo > 0 || hi < 0 }
}

/** The enclosure of a single number. */
export function point(value: number): Enclosure {
  return enclosure(value, value)
}

/** Nothing is known. */
export const nothingKnown: Enclosure = enclosure(-Infinity, Infinity, false)

/** The smallest enclosure of two. */
export function hull(a: Enclosure, b: Enclosure): Enclosure {
  return enclosure(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi), a.defined && b.defined, a.nonzero && b.nonzero)
}
