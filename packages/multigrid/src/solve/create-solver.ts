import { type Backend, createBackend, requireBackend } from '@numeural/core'
import { coarseSolverOf } from '../coarse/coarse-choice.js'
import { gridProblemsOf } from '../coarsening/grid-problems.js'
import { checkProblem } from '../problem/check-problem.js'
import type { Problem } from '../problem/problem.js'
import type { SolverOptions } from './options.js'
import { settingsOf } from './settings.js'
import { Solver } from './solver.js'

/**
 * A solver for a problem, for many right-hand sides; dispose of it in the end.
 *
 * @throws ParameterError `MULTIGRID_PROBLEM`, `MULTIGRID_OPTION`, `MULTIGRID_CYCLE`, `MULTIGRID_SMOOTHER`,
 *   `MULTIGRID_SINGULAR`, `MULTIGRID_GALERKIN`;
 *   ShapeError `MULTIGRID_FIELD`
 */
export async function createSolver(problem: Problem, options: SolverOptions = {}): Promise<Solver> {
  checkProblem(problem)
  const settings = settingsOf(problem, options)
  const { grids, transfers, smoothers } = settings
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const ownsBackend = options.backend === undefined
  try {
    const { coarsening = 'rediscretisation', coarse } = options
    const parts = await inFloat64(backend, async (preparing) => {
      const problems = await gridProblemsOf(preparing, problem, grids, transfers, coarsening)
      return { problems, coarse: await coarseSolverOf(preparing, problems, coarse, smoothers[grids.length - 1]!) }
    })
    return new Solver({ backend, ownsBackend, shape: problem.shape, settings, ...parts })
  } catch (error) {
    if (ownsBackend) backend.dispose()
    throw error
  }
}

/**
 * Coarse fields, operators and inverses are made in float64,
 * on a backend of their own where the solver's has float32 only.
 */
async function inFloat64<T>(backend: Backend, prepare: (backend: Backend) => Promise<T>): Promise<T> {
  if (backend.info.dtypes.includes('float64')) return await prepare(backend)
  await using own = await createBackend('wasm', { threads: 1 })
  return await prepare(own)
}
