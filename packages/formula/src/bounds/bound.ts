/** A bound of a function, and how close to it the function comes. */
export interface Bound {
  /**
   * No value of the function is beyond this: an upper bound for `supremum`, a lower one for `infimum`. May be infinite.
   */
  readonly value: number
  /** The best value found; the function takes it, or has it as a one-sided limit, at `at`. */
  readonly lower: number
  /** Where the best value is, or where the function grows without bound (Infinity, or 0 for a pole there). */
  readonly at: number
  /** True if `value` and `lower` differ by the tolerance at most, or the function is proved to be unbounded. */
  readonly certified: boolean
}
