import type { IterationResult } from '@numeural/core'

/**
 * What a solver found. Iterations are cycles, residuals ‖b − A(x)‖₂ over all right-hand sides. `stopped`:
 * `tolerance`, reached; `stagnation`: three cycles in a row have gained nothing,
 * as at the floor of the rounding errors; `limit`: all cycles were used.
 */
export interface SolveResult extends IterationResult {
  /** `[batch, channels, height, width]` */
  readonly x: Float64Array
  /** At the start, at the end, and their ratio. */
  readonly residual: IterationResult['residual'] & { readonly relative: number }
  /** Geometric mean of the factors by which the residual fell in a cycle; NaN without cycles. */
  readonly factor: number
  /** Grids, the finest first; levels of algebraic multigrid as single rows of unknowns. */
  readonly grids: readonly { readonly height: number; readonly width: number }[]
  /**
   * Where the last cycles were slow (factors above 0.5): why, and which options make them faster. Null elsewhere.
   */
  readonly remark: string | null
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}
