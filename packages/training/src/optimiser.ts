/**
 * A first-order optimiser. Its whole memory is the numbers in `state`, so that a checkpoint can hold it;
 * `step` changes parameters and state in place and allocates nothing.
 */
export interface Optimiser {
  readonly name: string
  /** The numbers that decide how it steps, by option name: a checkpoint goes on only under the same ones. */
  readonly settings: Readonly<Record<string, number>>
  /** Numbers of memory needed for `length` parameters; they start at zero. */
  stateLength(length: number): number
  /** One step, in place. `learningRate` is that of this step. */
  step(parameters: Float64Array, gradient: Float64Array, state: Float64Array, learningRate: number): void
}
