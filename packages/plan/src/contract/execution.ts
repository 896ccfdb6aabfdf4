import type { PlanGradient } from '../builder/plan.js'
import type { FloatArray } from '../values/shape.js'
import type { ValueId } from '../values/value.js'
import type { RunRequest } from './backend.js'

/**
 * What is left to a backend of a program: to compute, and to hand out what was computed.
 * `createProgram` does the rest, which is the same for all:
 * it checks requests, keeps parameters, makes the results and refuses the use after `dispose()`.
 */
export interface Execution {
  /** Waits for what a run of this batch needs and what is not there yet, such as threads; undefined if all is there. */
  ready?(batch: number): Promise<void> | undefined
  /** Makes room for a batch, and the states ready for it: see {@link HostStates}. */
  prepare(batch: number): void
  /** Copies the parameter buffer, which holds for all later runs. */
  takeParameters(parameters: FloatArray): void
  /** Computes what the request asks for; requests are checked already. */
  compute(request: RunRequest): Promise<void> | undefined
  /** Copies a signal of the last run into an array of its length. */
  copySignal(value: ValueId, target: FloatArray, batch: number): void
  /** The numbers of a vector, or one number per sample, of the last run; they are copied at once. */
  numbersOf(value: ValueId, batch: number): FloatArray
  /** Where the parts of the gradient are; those of the plan unless told otherwise. */
  readonly gradient?: PlanGradient['parts']
  /** After the results are copied: every state takes its next value. */
  updateStates(): void
  /** A copy of a state. */
  readState(name: string): FloatArray | Promise<FloatArray>
  writeState(name: string, data: FloatArray): void
  /** Gives back all memory. */
  release(): void
}
