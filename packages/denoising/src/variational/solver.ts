import type { IterationResult, StoppingRule } from '@numeural/core'
import type { VariationalProblem } from './problem.js'

/** How far a solver came; residuals are the largest absolute values of u − f + αKᵀΦ(Ku). */
export interface Solution extends IterationResult {
  readonly data: Float64Array
}

/** When a solver stops. */
interface SolverLimits extends StoppingRule {
  readonly signal: AbortSignal | undefined
}

/** Goes downhill from `start` until the Euler–Lagrange equation's residual is small enough, or gives up. */
export type Solver = (problem: VariationalProblem, start: Float64Array, limits: SolverLimits) => Solution
