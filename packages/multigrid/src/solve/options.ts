import type { Backend, Dtype } from '@numeural/core'
import type { CoarseChoice } from '../coarse/coarse-choice.js'
import type { Coarsening } from '../coarsening/grid-problems.js'
import type { CycleName, Schedule } from '../cycle/schedule.js'
import type { TransferChoice } from '../grid/transfer-choice.js'
import type { SmootherChoice } from '../smoothers/choice.js'

/** How a multigrid solver is built. All have defaults. */
export interface SolverOptions {
  /** `V`, `W`, `F`, `FMG` (one full multigrid cycle, then V-cycles), `two-grid`, or the grids one after the other. Default `V`. */
  readonly cycle?: CycleName | Schedule
  /** A value, a name, a name with options, or a list of these by grid, the finest first. Default `red-black`. */
  readonly smoother?: SmootherChoice
  /** Sweeps before a grid is left for a coarser one. Default 2. */
  readonly preSmoothing?: number
  /** Sweeps after a grid was corrected. Default 1. */
  readonly postSmoothing?: number
  /** Number of grids. Default: until at most 16 unknowns are left. */
  readonly levels?: number
  /** Transfers between the grids. Default `mixed` for cells, `linear` for vertices. */
  readonly transfer?: TransferChoice
  /** Default `rediscretisation`; `galerkin` for linear problems only. */
  readonly coarsening?: Coarsening
  /**
   * The coarsest grid: `direct` (linear problems, at most 256 unknowns), or a number of sweeps. Default: `direct` where it is possible, else
   * 20 sweeps, or twice the larger side if that is more.
   */
  readonly coarse?: CoarseChoice
  /** Default `correction` for linear problems, `fas` otherwise; the iterates of both agree to rounding. */
  readonly scheme?: 'fas' | 'correction'
  /**
   * `plain`, or the same cycle as a U-net of four channels (C21 Fig. 4(b); scheme `fas`): `unet`, or `unet-paper` with the paper's rows, which stall.
   * Default `plain`.
   */
  readonly form?: 'plain' | 'unet' | 'unet-paper'
  /** Number type. float32 cannot reach small residuals. Default `float64`. */
  readonly dtype?: Dtype
  /** Default: a `wasm` backend of its own. */
  readonly backend?: Backend
}

/** What is solved, and how far. */
export interface SolveRequest {
  /** Right-hand sides, one behind the other: `[batch, channels, height, width]`. */
  readonly b: ArrayLike<number>
  /** Default zero. Not used by full multigrid. */
  readonly start?: ArrayLike<number>
  /** Relative residual ‖b − A(x)‖₂/‖b − A(start)‖₂ to stop at. Default 1e-8. */
  readonly tolerance?: number
  /** Default 50. */
  readonly maxCycles?: number
  /** Stops the work between two cycles. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: { readonly cycle: number; readonly residual: number }) => void
}
