import type { Dtype } from '@numeural/core'
import { type Option, refused, requireKnown, requireOneOf, requireWhole } from '@numeural/errors'
import type { Coarsening } from '../coarsening/grid-problems.js'
import { type CycleName, levelOf, type Schedule, scheduleOf } from '../cycle/schedule.js'
import type { Grid } from '../grid/grid.js'
import { gridsOf } from '../grid/hierarchy.js'
import { type Transfers, transfersOf } from '../grid/transfer-choice.js'
import type { Problem } from '../problem/problem.js'
import { smoothersOf } from '../smoothers/choice.js'
import type { Smoother } from '../smoothers/smoother.js'
import { type Acceleration, type CycleForm, knownSolverOptions, type SolverOptions } from './options.js'
import { requireAlgebraic } from './require-algebraic.js'
import { requirePreconditioner, requireSymmetricCycle } from './symmetric-cycle.js'

/** How a solver goes, with all defaults. */
export interface SolverSettings {
  readonly cycle: CycleName | Schedule
  readonly form: CycleForm
  readonly sweeps: { readonly pre: number; readonly post: number }
  readonly grids: readonly Grid[]
  readonly transfers: Transfers
  /** The smoother of every grid. */
  readonly smoothers: readonly Smoother[]
  readonly dtype: Dtype
  /** Whether a problem of one grid is solved as the coarsest grid is. */
  readonly solvesSingleGrid: boolean
  readonly accelerate: Acceleration
  readonly coarsening: Coarsening
}

/** Fills in the defaults; refuses what does not fit the problem. */
export function settingsOf(problem: Problem, options: SolverOptions): SolverSettings {
  const by = { owner: 'createSolver', code: 'MULTIGRID_OPTION' }
  const option = (name: string): Option => ({ ...by, option: name })
  requireKnown(by, options, knownSolverOptions)
  const { cycle = 'V', smoother = 'red-black', dtype = 'float64', accelerate = 'none' } = options
  requireOneOf(option('accelerate'), accelerate, ['none', 'cg'])
  const isAccelerated = accelerate === 'cg'
  if (isAccelerated) requirePreconditioner(problem, options)
  const { coarsening = 'rediscretisation' } = options
  requireOneOf(option('coarsening'), coarsening, ['rediscretisation', 'galerkin', 'algebraic'])
  if (coarsening === 'galerkin' && !problem.linear) {
    throw refused(option('coarsening'), coarsening, 'rediscretisation, where the problem is not linear')
  }
  const isAlgebraic = coarsening === 'algebraic'
  if (isAlgebraic) requireAlgebraic(problem, options)
  const usual = isAlgebraic ? 1 : 2
  const { preSmoothing = (isAccelerated ? options.postSmoothing : undefined) ?? usual } = options
  const { postSmoothing = isAccelerated ? preSmoothing : 1 } = options
  const { form = problem.linear ? 'correction' : 'fas' } = options
  requireWhole(option('preSmoothing'), preSmoothing, { least: 0, most: 1000 })
  requireWhole(option('postSmoothing'), postSmoothing, { least: 0, most: 1000 })
  if (preSmoothing + postSmoothing === 0) throw refused(option('postSmoothing'), 0, 'at least one sweep in a cycle')
  requireOneOf(option('form'), form, ['correction', 'fas', 'unet', 'unet-paper'])
  if (form === 'correction' && !problem.linear) {
    throw refused(option('form'), form, 'fas, unet or unet-paper, where the problem is not linear')
  }
  requireOneOf(option('dtype'), dtype, ['float32', 'float64'])
  const { placement, spacing, shape } = problem
  const onGrids = isSchedule(cycle) ? 1 + Math.max(0, ...cycle.map(levelOf)) : options.levels
  const levels = isAlgebraic ? 1 : onGrids
  if (!isSchedule(cycle)) scheduleOf(cycle, 1)
  const grids = gridsOf({ placement, height: shape.height, width: shape.width, spacing, levels: countOf(levels) })
  scheduleOf(cycle, grids.length)
  const smoothers = smoothersOf(smoother, grids.length)
  const reader = smoothers.find(({ readsStencil }) => readsStencil)
  if (reader !== undefined && !problem.linear) {
    throw refused(option('smoother'), reader.name, 'a smoother that needs no stencil, where the problem is not linear')
  }
  // Averages of cells are no transposes, and line sweeps leave errors that they represent badly.
  const usualTransfer = isAccelerated || reader !== undefined ? 'linear' : undefined
  const transfers = transfersOf(placement, options.transfer ?? usualTransfer)
  if (isAccelerated) {
    requireSymmetricCycle({
      schedule: scheduleOf(cycle, grids.length),
      transfers,
      smoothers,
      preSmoothing,
      postSmoothing,
    })
  }
  const sweeps = { pre: preSmoothing, post: postSmoothing }
  // Who asks for one grid asks for its sweeps, unless for a coarse solver too.
  const solvesSingleGrid = grids.length === 1 && (levels === undefined || options.coarse !== undefined)
  return { cycle, form, sweeps, grids, transfers, smoothers, dtype, solvesSingleGrid, accelerate, coarsening }
}

/** A schedule of what are no levels is refused as a schedule, not as a number of grids. */
function countOf(levels: number | undefined): number | undefined {
  return Number.isNaN(levels) ? 1 : levels
}

function isSchedule(cycle: SolverSettings['cycle']): cycle is Schedule {
  return typeof cycle === 'object' && cycle !== null
}
