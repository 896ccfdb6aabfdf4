import { type Backend, createBackend, requireBackend } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { algebraicLevels } from '../algebraic/algebraic-levels.js'
import { matrixOfStencil } from '../algebraic/sparse.js'
import { coarseSolverOf } from '../coarse/coarse-choice.js'
import { gridProblemsOf } from '../coarsening/grid-problems.js'
import { stencilOn } from '../coarsening/probe-stencil.js'
import { checkProblem } from '../problem/check-problem.js'
import type { GridProblems } from '../problem/grid-problem.js'
import type { Problem } from '../problem/problem.js'
import type { Stencil } from '../problem/stencil.js'
import type { Smoother } from '../smoothers/smoother.js'
import type { SolverOptions } from './options.js'
import { settingsOf } from './settings.js'
import { Solver } from './solver.js'
import { requireSymmetricOperator } from './symmetric-operator.js'

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
  const isSymmetric = settings.accelerate === 'cg'
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const ownsBackend = options.backend === undefined
  try {
    const { coarsening } = settings
    const { coarse } = options
    const parts = await inFloat64(backend, async (preparing) => {
      if (coarsening === 'algebraic') {
        const problems = await gridProblemsOf(preparing, problem, grids, transfers, 'rediscretisation')
        if (isSymmetric) await requireSymmetricOperator(preparing, problems)
        const levels = algebraicLevels(matrixOfStencil(await stencilOn(preparing, problems, 0)))
        return { problems, levels, coarse: null }
      }
      const made = await gridProblemsOf(preparing, problem, grids, transfers, coarsening)
      const problems = await withStencils(preparing, made, smoothers)
      if (isSymmetric) await requireSymmetricOperator(preparing, problems)
      const last = smoothers[grids.length - 1]!
      return { problems, levels: null, coarse: await coarseSolverOf(preparing, problems, coarse, last, isSymmetric) }
    })
    const stencil = async (): Promise<Stencil | null> =>
      problem.linear ? await inFloat64(backend, (each) => stencilOn(each, parts.problems, 0)).catch(noStencil) : null
    return new Solver({ backend, ownsBackend, shape: problem.shape, settings, stencil, ...parts })
  } catch (error) {
    if (ownsBackend) backend.dispose()
    throw error
  }
}

/** Operators that couple unknowns far apart, or channels, have none. */
function noStencil(error: unknown): null {
  if (error instanceof ParameterError) return null
  throw error
}

/** The problem with the numbers of its operators on the grids whose smoother reads them. */
async function withStencils(
  backend: Backend,
  problems: GridProblems,
  smoothers: readonly Smoother[],
): Promise<GridProblems> {
  const grids = [...problems.grids]
  for (const [level, { readsStencil }] of smoothers.entries()) {
    const grid = grids[level]!
    if (!readsStencil || grid.stencil !== undefined) continue
    grids[level] = { ...grid, stencil: await stencilOn(backend, problems, level) }
  }
  return { ...problems, grids }
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
