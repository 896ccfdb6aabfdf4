import type { Backend } from '@numeural/core'
import { refused, requireOneOf } from '@numeural/errors'
import type { Grid } from '../grid/grid.js'
import type { Transfers } from '../grid/transfer-choice.js'
import type { GridProblems } from '../problem/grid-problem.js'
import type { Problem } from '../problem/problem.js'
import { coarsenFields } from './coarsen-fields.js'
import { galerkinProblem } from './galerkin.js'

/** Where coarse operators come from: the problem's own functions on the coarse grid, or R A P. */
export type Coarsening = 'rediscretisation' | 'galerkin'

/** A problem on all grids. */
export async function gridProblemsOf(
  backend: Backend,
  problem: Problem,
  grids: readonly Grid[],
  transfers: Transfers,
  coarsening: Coarsening,
): Promise<GridProblems> {
  const option = { owner: 'createSolver', option: 'coarsening', code: 'MULTIGRID_OPTION' }
  requireOneOf(option, coarsening, ['rediscretisation', 'galerkin'])
  if (coarsening === 'galerkin' && !problem.linear) {
    throw refused(option, coarsening, 'rediscretisation, where the problem is not linear')
  }
  const { shape, linear, operator, diagonal, colours = 2, freeze } = problem
  const common = { linear, channels: shape.channels, transfers, freeze }
  if (coarsening === 'rediscretisation') {
    const fields = await coarsenFields(backend, problem, grids, transfers)
    const onGrids = grids.map((grid, level) => ({ grid, operator, diagonal, colours, fields: fields[level] }))
    return { ...common, grids: onGrids }
  }
  const [finest] = await coarsenFields(backend, problem, grids.slice(0, 1), transfers)
  let problems: GridProblems = { ...common, grids: [{ grid: grids[0], operator, diagonal, colours, fields: finest }] }
  for (const grid of grids.slice(1)) {
    problems = { ...problems, grids: [...problems.grids, await galerkinProblem(backend, problems, grid)] }
  }
  return problems
}
