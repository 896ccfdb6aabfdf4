/** What a solver found. */
export interface SolveResult {
  /** `[batch, channels, height, width]` */
  readonly x: Float64Array
  readonly cycles: number
  /** ‖b − A(x)‖₂ over all right-hand sides: at the start, at the end, and their ratio. */
  readonly residual: { readonly initial: number; readonly final: number; readonly relative: number }
  /** Residuals, the start first. */
  readonly history: readonly number[]
  /** Geometric mean of the factors by which the residual fell in a cycle; NaN without cycles. */
  readonly factor: number
  /**
   * `tolerance`: reached; `stagnation`: three cycles in a row have gained nothing, as at the floor of the rounding errors;
   * `limit`: all cycles were used.
   */
  readonly stopped: 'tolerance' | 'stagnation' | 'limit'
  /** Grids, the finest first. */
  readonly grids: readonly { readonly height: number; readonly width: number }[]
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}
