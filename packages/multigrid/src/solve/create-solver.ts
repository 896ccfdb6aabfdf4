import type { Problem } from '../problem/problem.js'
import type { SolverOptions } from './options.js'
import { Solver } from './solver.js'

/**
 * A solver for a problem, for many right-hand sides; dispose of it in the end.
 *
 * @throws ParameterError `MULTIGRID_PROBLEM`, `MULTIGRID_OPTION`, `MULTIGRID_CYCLE`, `MULTIGRID_SMOOTHER`, `MULTIGRID_SINGULAR`, `MULTIGRID_GALERKIN`;
 *   ShapeError `MULTIGRID_FIELD`
 */
export function createSolver(problem: Problem, options?: SolverOptions): Promise<Solver> {
  return Solver.create(problem, options)
}
