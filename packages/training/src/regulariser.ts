/** A penalty on the effective parameters that is added to the mean loss of every step. */
export interface Regulariser {
  /** The numbers that decide it, by option name: a checkpoint goes on only under the same ones. */
  readonly settings: Readonly<Record<string, number>>
  /** Adds its derivative at the effective parameters to the gradient, in place. */
  addGradient(effective: Float64Array, gradient: Float64Array): void
}
