import { requireKnown } from '@numeural/errors'
import type { Problem } from '../problem/problem.js'
import { createSolver } from './create-solver.js'
import { knownRequestOptions, knownSolverOptions, type SolveRequest, type SolverOptions } from './options.js'
import type { SolveResult } from './result.js'

/** Options of {@link solve}. */
export interface SolveOptions extends SolverOptions, SolveRequest {}

/**
 * Solves A(x) = b by multigrid cycles: the full approximation scheme for nonlinear A,
 * the correction scheme for linear A. One cycle is one plan;
 * between the cycles only the norm of the residual is read.
 *
 * @throws as `createSolver` and `Solver.solve`
 *
 * Source: Brandt 1977; C21 sec. 5.1 with the signs that work.
 */
export async function solve(problem: Problem, options: SolveOptions): Promise<SolveResult> {
  requireKnown({ owner: 'solve', code: 'MULTIGRID_OPTION' }, options, { ...knownSolverOptions, ...knownRequestOptions })
  const { b, start, tolerance, maxIterations, signal, onProgress, ...solverOptions } = options
  await using solver = await createSolver(problem, solverOptions)
  return await solver.solve({ b, start, tolerance, maxIterations, signal, onProgress })
}
