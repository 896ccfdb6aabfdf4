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
  /** Grids, the finest first. */
  readonly grids: readonly { readonly height: number; readonly width: number }[]
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}
