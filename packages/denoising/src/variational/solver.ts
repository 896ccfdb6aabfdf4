import type { VariationalProblem } from './problem.js'

/** How far a solver came. */
export interface Solution {
  readonly data: Float64Array
  readonly iterations: number
  /** Largest absolute value of u − f + αKᵀΦ(Ku). */
  readonly residual: number
}

/** When a solver stops. */
interface SolverLimits {
  /** Largest residual. */
  readonly tolerance: number
  readonly maxIterations: number
  readonly signal: AbortSignal | undefined
}

/** Solves the Euler–Lagrange equation until the residual is small enough, or gives up. */
export type Solver = (problem: VariationalProblem, limits: SolverLimits) => Solution
