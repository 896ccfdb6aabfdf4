import type { Operand, PlanBuilder, Signal, TridiagonalOptions } from '@numeural/core'
import type { Grid } from '../grid/grid.js'

/** The equation A(x) = b of one grid, as smoothers and coarse solvers see it. */
export interface System {
  readonly builder: PlanBuilder
  readonly grid: Grid
  readonly linear: boolean
  /** Traces A(x). */
  operator(x: Signal): Signal
  /** Traces ∂A_i/∂x_i at x. */
  diagonal(x: Signal): Operand
  /** Number of colours by which no unknown is coupled to another of its own. */
  readonly colours: 2 | 4
  /** The colour of every unknown, a single channel: (x + y) mod 2, or x mod 2 + 2 (y mod 2). */
  colour(): Operand
  /** Whether a line along an axis is an even one (0) or an odd one (1), at every unknown; a single channel. */
  parity(axis: Axis): Operand
  /**
   * The couplings of every unknown with itself and its neighbours along an axis, for smoothers that say
   * `readsStencil`.
   */
  line(axis: Axis): Pick<TridiagonalOptions, 'lower' | 'diagonal' | 'upper'>
}

/** Along rows, or along columns. */
export type Axis = 'x' | 'y'
