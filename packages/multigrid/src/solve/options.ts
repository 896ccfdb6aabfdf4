import type { Backend, Dtype, IterationProgress } from '@numeural/core'
import type { CoarseChoice } from '../coarse/coarse-choice.js'
import type { Coarsening } from '../coarsening/grid-problems.js'
import type { CycleName, Schedule } from '../cycle/schedule.js'
import type { TransferChoice } from '../grid/transfer-choice.js'
import type { SmootherChoice } from '../smoothers/choice.js'

/**
 * How a cycle is carried out. `correction`: coarse grids see the error only, for linear problems; `fas`:
 * they see the whole unknown; the iterates of both agree to rounding. `unet`: FAS as a U-net of four channels (C21 Fig.
 * 4(b)); `unet-paper`: the same with the paper's rows, which stall.
 */
export type CycleForm = 'correction' | 'fas' | 'unet' | 'unet-paper'

/** What makes more of the cycles. */
export type Acceleration = 'none' | 'cg'

/** How a multigrid solver is built. All have defaults. */
export interface SolverOptions {
  /**
   * `V`, `W`, `F`, `FMG` (one full multigrid cycle, then V-cycles), `two-grid`,
   * or the grids one after the other. Default `V`.
   */
  readonly cycle?: CycleName | Schedule
  /** Default `correction` for linear problems, `fas` otherwise. */
  readonly form?: CycleForm
  /** A value, a name, a name with options, or a list of these by grid, the finest first. Default `red-black`. */
  readonly smoother?: SmootherChoice
  /** Sweeps before a grid is left for a coarser one. Default 2. */
  readonly preSmoothing?: number
  /** Sweeps after a grid was corrected. Default 1; as many as before with `accelerate`. */
  readonly postSmoothing?: number
  /**
   * `cg`: the cycle is the preconditioner of conjugate gradients, for linear problems that are symmetric and positive
   * definite. The cycle is then made symmetric: sweeps go the other way round after a correction, and transfers are
   * transposes of each other. Default `none`: cycles by themselves.
   */
  readonly accelerate?: Acceleration
  /** Number of grids. Default: until at most 16 unknowns are left. */
  readonly levels?: number
  /**
   * Transfers between the grids. Default `mixed` for cells, `linear` for vertices, for `lines` and with `accelerate`.
   */
  readonly transfer?: TransferChoice
  /** Default `rediscretisation`; the others for linear problems only. */
  readonly coarsening?: Coarsening
  /**
   * The coarsest grid: `direct` (linear problems, at most 256 unknowns), or a number of sweeps. Default:
   * `direct` where it is possible, else 20 sweeps, or twice the larger side if that is more.
   */
  readonly coarse?: CoarseChoice
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
  /** Cycles. Default 50. */
  readonly maxIterations?: number
  /** Stops the work between two cycles. */
  readonly signal?: AbortSignal
  /** Called after every cycle, and for the start, with the relative residual. */
  readonly onProgress?: (progress: IterationProgress) => void
}

/** Every option of a solver. */
export const knownSolverOptions = {
  cycle: true,
  form: true,
  smoother: true,
  preSmoothing: true,
  postSmoothing: true,
  accelerate: true,
  levels: true,
  transfer: true,
  coarsening: true,
  coarse: true,
  dtype: true,
  backend: true,
} satisfies Record<keyof SolverOptions, true>

/** Every option of a request. */
export const knownRequestOptions = {
  b: true,
  start: true,
  tolerance: true,
  maxIterations: true,
  signal: true,
  onProgress: true,
} satisfies Record<keyof SolveRequest, true>
