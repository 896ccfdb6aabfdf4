import type { PlanBuilder, Signal } from '@numeural/core'

/** A network whose kernels are trained, as plan operations. */
export interface TrainableNetwork {
  readonly name: string
  /** Numbers in its parameter buffer. */
  readonly parameterLength: number
  /** Parameters to start the training from. */
  initial(seed?: number): Float64Array
  /**
   * Traces the network into a plan, on the grid of its input: the same parameters serve grids of all sizes that are large enough. Declares
   * its parameters, so that it can be traced once in a plan.
   */
  trace(builder: PlanBuilder, input: Signal): Signal
}
