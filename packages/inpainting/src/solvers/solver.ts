import type { Backend, HistoryEntry, IterationProgress, IterationResult, StoppingRule } from '@numeural/core'
import type { InpaintOperator } from '../problem/operator.js'
import type { InpaintProblem } from '../problem/problem.js'

/** One line of the history: the relative residual, see {@link Solution}, and what led to it. */
export interface InpaintHistoryEntry extends HistoryEntry {
  /** Steps of the inner iteration that led here, all channels together: conjugate gradients, or steps of a cycle. */
  readonly innerIterations: number
}

/** What a solver is given. */
export interface SolverRequest {
  readonly backend: Backend
  readonly problem: InpaintProblem
  readonly operator: InpaintOperator
  readonly stopping: StoppingRule
  readonly signal?: AbortSignal | undefined
  /** Called for every entry of the history as it is made. */
  readonly onEntry?: ((entry: InpaintHistoryEntry, progress: IterationProgress) => void) | undefined
}

/**
 * What a solver found. Residuals are ‖(1 − c)A(u)u‖₂ divided by that of the image that is f on known pixels and the
 * mean of the known pixels elsewhere. All are 0 if that image is a solution itself.
 */
export interface Solution extends IterationResult<InpaintHistoryEntry> {
  /** All channels, planar. */
  readonly u: Float64Array
  /** What acceleration did, where a solver has one. */
  readonly acceleration?: AccelerationReport
}

/** How Anderson acceleration went: it has no proof, so it tells. */
export interface AccelerationReport {
  /** Differences of iterates that it combined. */
  readonly depth: number
  /** Extrapolated steps and leaps that were kept, */
  readonly accepted: number
  /** and those that raised the residual too much, so that the plain step took their place. */
  readonly rejected: number
  /** How often a stretch of plain steps took over, after which it began anew. */
  readonly restarts: number
}

/** A way to solve (1 − c)A(u)u + c(u − f) = 0. */
export interface InpaintSolver {
  readonly name: string
  /** What it does, in one line. */
  readonly description: string
  /** Everything that steers it with this operator, as results report it, beside tolerance and limit. */
  parameters(operator: InpaintOperator): Readonly<Record<string, number | string>>
  /** Where it gives up unless told otherwise. */
  maxIterations(operator: InpaintOperator): number
  /** When it counts as stagnating unless told otherwise. Default: 10 steps and the factor 0.9. */
  stagnation?(operator: InpaintOperator): NonNullable<StoppingRule['stagnation']> | undefined
  solve(request: SolverRequest): Promise<Solution>
}
