/** A bound of a function. */
export interface Bound {
  /** No value of the function is beyond this: above an upper bound, below a lower one. May be infinite. */
  readonly value: number
  /** Whether it is proved, by interval arithmetic, to be as close to the function as was asked. */
  readonly certified: boolean
}

/** The bound that a search gives, and how close to it the function comes. */
export interface SearchedBound extends Bound {
  /** The best value found; the function takes it, or has it as a one-sided limit, at `at`. */
  readonly lower: number
  /** Where the best value is, or where the function grows without bound (Infinity, or 0 for a pole there). */
  readonly at: number
}
