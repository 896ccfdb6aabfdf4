import type { Dtype } from '@numeural/core'
import { type Option, refused, requireKnown, requireOneOf, requireWhole } from '@numeural/errors'
import { type CycleName, levelOf, type Schedule, scheduleOf } from '../cycle/schedule.js'
import type { Grid } from '../grid/grid.js'
import { gridsOf } from '../grid/hierarchy.js'
import { type Transfers, transfersOf } from '../grid/transfer-choice.js'
import type { Problem } from '../problem/problem.js'
import { smoothersOf } from '../smoothers/choice.js'
import type { Smoother } from '../smoothers/smoother.js'
import { type CycleForm, knownSolverOptions, type SolverOptions } from './options.js'

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
}

/** Fills in the defaults; refuses what does not fit the problem. */
export function settingsOf(problem: Problem, options: SolverOptions): SolverSettings {
  const by = { owner: 'createSolver', code: 'MULTIGRID_OPTION' }
  const option = (name: string): Option => ({ ...by, option: name })
  requireKnown(by, options, knownSolverOptions)
  const { cycle = 'V', smoother = 'red-black', preSmoothing = 2, postSmoothing = 1, dtype = 'float64' } = options
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
  const levels = isSchedule(cycle) ? 1 + Math.max(0, ...cycle.map(levelOf)) : options.levels
  if (!isSchedule(cycle)) scheduleOf(cycle, 1)
  const grids = gridsOf({ placement, height: shape.height, width: shape.width, spacing, levels: countOf(levels) })
  scheduleOf(cycle, grids.length)
  const transfers = transfersOf(placement, options.transfer)
  const smoothers = smoothersOf(smoother, grids.length)
  const sweeps = { pre: preSmoothing, post: postSmoothing }
  // Who asks for one grid asks for its sweeps, unless for a coarse solver too.
  const solvesSingleGrid = grids.length === 1 && (levels === undefined || options.coarse !== undefined)
  return { cycle, form, sweeps, grids, transfers, smoothers, dtype, solvesSingleGrid }
}

/** A schedule of what are no levels is refused as a schedule, not as a number of grids. */
function countOf(levels: number | undefined): number | undefined {
  return Number.isNaN(levels) ? 1 : levels
}

function isSchedule(cycle: SolverSettings['cycle']): cycle is Schedule {
  return typeof cycle === 'object' && cycle !== null
}
