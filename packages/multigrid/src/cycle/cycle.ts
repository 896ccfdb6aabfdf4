import type { Signal } from '@numeural/core'
import type { CoarseSolver } from '../coarse/coarse-solver.js'
import type { System } from '../problem/system.js'
import type { Smoother } from '../smoothers/smoother.js'

/** How a cycle goes. */
export interface Cycle {
  /** Levels in the order of their visits; see `scheduleOf`. */
  readonly schedule: readonly number[]
  /** Sweeps before a grid is left for a coarser one, and after it was corrected. */
  readonly sweeps: { readonly pre: number; readonly post: number }
  /** The smoother of every level. */
  readonly smoothers: readonly Smoother[]
  readonly coarse: CoarseSolver
  /** Whether the coarse solver also solves where there is one grid only; else that is smoothed. */
  readonly solvesSingleGrid: boolean
  /**
   * `fas`: coarse grids see the whole unknown, A_H(x_H) = A_H(R x) + R r; `correction`:
   * only the error, A_H(e) = R r, for linear problems.
   */
  readonly form: 'fas' | 'correction'
  /** Whether the sweeps after a correction are the adjoints of those before, for a preconditioner. */
  readonly isSymmetric: boolean
}

/** Sweeps of one visit: those that end a correction come first. */
interface Sweeps {
  readonly post: number
  readonly pre: number
}

/**
 * Sweeps of one visit. After interpolation to a new grid the cycle goes on as if it had begun there:
 * with the sweeps before its coarse grid.
 */
export function sweepsOf(
  { sweeps }: Cycle,
  level: number,
  before: number | undefined,
  after: number | undefined,
  isNew: boolean,
): Sweeps {
  const [fromCoarser, toCoarser] = [before !== undefined && before > level, after !== undefined && after > level]
  if (!fromCoarser && !toCoarser) return sweeps
  return {
    post: fromCoarser && !(isNew && toCoarser) ? sweeps.post : 0,
    pre: toCoarser ? sweeps.pre : 0,
  }
}

/** The sweeps of one visit, one after the other; a grid that is alone is smoothed as before and after a correction. */
export function smooth(cycle: Cycle, level: number, sweeps: Sweeps, start: Signal, b: Signal, system: System): Signal {
  const smoother = cycle.smoothers[level]!
  const post = repeated((cycle.isSymmetric ? smoother.adjoint : undefined) ?? smoother.sweep, sweeps.post)
  const pre = repeated(smoother.sweep, sweeps.pre)
  const order = cycle.schedule.length === 1 ? [...pre, ...post] : [...post, ...pre]
  return order.reduce((x, sweep) => sweep(x, b, system), start)
}

function repeated(sweep: Smoother['sweep'], count: number): Smoother['sweep'][] {
  return Array.from({ length: count }, () => sweep)
}
