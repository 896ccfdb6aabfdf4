import type { Backend, Stopped, StoppingRule } from '@numeural/core'
import type { InpaintingProblem } from '../problem.js'
import type { Operator } from './evaluation.js'

/** One line of the residual history. */
export interface HistoryEntry {
  /** Relative residual, see {@link Solution.residual}. */
  readonly residual: number
  /** Steps of the inner iteration that led here, all channels together: conjugate gradients, or steps of a cycle. */
  readonly innerIterations: number
}

/** What a solver is given. */
export interface SolverRequest {
  readonly backend: Backend
  readonly problem: InpaintingProblem
  readonly operator: Operator
  readonly stopping: StoppingRule
  readonly signal?: AbortSignal | undefined
  /** Called for every entry of the history as it is made. */
  readonly onEntry?: ((entry: HistoryEntry) => void) | undefined
}

/** What a solver found. */
export interface Solution {
  /** All channels, planar. */
  readonly u: Float64Array
  readonly iterations: number
  /**
   * ‖(1 − c)∇ᵀ(D(u)∇u)‖₂ of the first and of the last image, divided by that of the image that is f on known pixels and the mean
   * of the known pixels elsewhere. All are 0 if that image is a solution itself.
   */
  readonly residual: { readonly initial: number; readonly final: number }
  readonly stopped: Stopped
  readonly history: readonly HistoryEntry[]
}
