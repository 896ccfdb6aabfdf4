import type { Problem } from '../problem/problem.js'
import type { SolveRequest, SolverOptions } from './options.js'
import type { SolveResult } from './result.js'
import { Solver } from './solver.js'

/** Options of {@link solve}. */
export interface SolveOptions extends SolverOptions, SolveRequest {}

/**
 * Solves A(x) = b by multigrid cycles: the full approximation scheme for nonlinear A, the correction scheme for linear A. One cycle is one plan;
 * between the cycles only the norm of the residual is read.
 *
 * @throws as `createSolver` and `Solver.solve`
 *
 * Source: Brandt 1977; C21 sec. 5.1 with the signs that work.
 */
export async function solve(problem: Problem, options: SolveOptions): Promise<SolveResult> {
  await using solver = await Solver.create(problem, options)
  return await solver.solve(options)
}
