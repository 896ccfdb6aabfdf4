import type { Backend } from '@numeural/core'
import type { Grid } from '../grid/grid.js'
import type { Transfers } from '../grid/transfer-choice.js'
import type { GridProblems } from '../problem/grid-problem.js'
import type { Problem } from '../problem/problem.js'
import { coarsenFields } from './coarsen-fields.js'
import { galerkinProblem } from './galerkin.js'

/** Where the operators of coarse grids come from: the problem's own functions on the coarse grid, or R A P. */
export type GridCoarsening = 'rediscretisation' | 'galerkin'

/**
 * How a problem becomes coarser:
 * - `rediscretisation`: by its own functions on coarser grids;
 * - `galerkin`: by R A P on coarser grids, for linear problems;
 * - `algebraic`: by the numbers of its matrix alone, which choose the unknowns of coarse levels and how the others are
 *   interpolated from them: for coefficients that jump anyhow, or couplings of any direction. Linear problems whose
 *   operator has a stencil, float64, Gauss–Seidel sweeps; works outside of plans.
 */
export type Coarsening = GridCoarsening | 'algebraic'

/** A problem on all grids. */
export async function gridProblemsOf(
  backend: Backend,
  problem: Problem,
  grids: readonly Grid[],
  transfers: Transfers,
  coarsening: GridCoarsening,
): Promise<GridProblems> {
  const { shape, linear, operator, diagonal, colours = 2, freeze } = problem
  const common = { linear, channels: shape.channels, transfers, freeze }
  if (coarsening === 'rediscretisation') {
    const fields = await coarsenFields(backend, problem, grids, transfers)
    const onGrids = grids.map((grid, level) => ({ grid, operator, diagonal, colours, fields: fields[level]! }))
    return { ...common, grids: onGrids }
  }
  const [finest] = await coarsenFields(backend, problem, grids.slice(0, 1), transfers)
  let problems: GridProblems = { ...common, grids: [{ grid: grids[0]!, operator, diagonal, colours, fields: finest! }] }
  for (const grid of grids.slice(1)) {
    problems = { ...problems, grids: [...problems.grids, await galerkinProblem(backend, problems, grid)] }
  }
  return problems
}
