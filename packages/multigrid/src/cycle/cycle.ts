import type { CoarseSolver } from '../coarse/coarse-solver.js'
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
}

/**
 * Sweeps of one visit. After interpolation to a new grid the cycle goes on as if it had begun there:
 * with the sweeps before its coarse grid.
 */
export function sweepsOf({ sweeps }: Cycle, level: number, before: number, after: number, isNew: boolean): number {
  const [fromCoarser, toCoarser] = [before > level, after > level]
  if (!fromCoarser && !toCoarser) return sweeps.pre + sweeps.post
  return (toCoarser ? sweeps.pre : 0) + (fromCoarser && !(isNew && toCoarser) ? sweeps.post : 0)
}
