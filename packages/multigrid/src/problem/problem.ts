import type { PlanBuilder, Signal, SignalShape } from '@numeural/core'
import type { Grid, Placement } from '../grid/grid.js'

/** Where a problem's functions write their operations: a plan, and the grid for which they are. */
export interface Level {
  readonly builder: PlanBuilder
  readonly grid: Grid
  /** The problem's {@link Problem.fields} on this grid, and those that {@link Problem.freeze} made. */
  readonly fields: Readonly<Record<string, Signal>>
  /** The numbers of {@link Problem.fields} on this grid, for constants that are computed of them. */
  readonly numbers: Readonly<Record<string, ArrayLike<number>>>
  /**
   * A constant signal of this grid, `[channels, height, width]`; the same name on the same grid gives the same signal.
   */
  readonly constant: (name: string, channels: number, data: () => ArrayLike<number>) => Signal
}

/** Numbers on the finest grid that an operator reads: a mask, a coefficient. */
export interface Field {
  /** Default 1. */
  readonly channels?: number
  /** `[channels, height, width]` */
  readonly data: ArrayLike<number>
  /** Traces the field on the next coarser grid, given the average of its own there. Default: that average. */
  readonly coarsen?: (average: Signal, level: Pick<Level, 'builder' | 'grid'>) => Signal
}

/**
 * A(x) = b on a rectangular grid, linear or not.
 * The functions trace plan operations for whatever grid they are given: that is rediscretisation.
 * For a linear problem the solver can derive coarse operators by itself instead (Galerkin).
 *
 * @example
 * const helmholtz: Problem = {
 *   shape: { channels: 1, height: 127, width: 127 }, placement: 'interior', spacing: 1 / 128, linear: true,
 *   operator: (x, level) => level.builder.map('x + l', { x, l: minusLaplacian(x, level) }),
 *   diagonal: (_, { grid }) => 1 + 2 / grid.spacing.x ** 2 + 2 / grid.spacing.y ** 2,
 * }
 */
export interface Problem {
  /** Shape of the unknown. */
  readonly shape: SignalShape
  readonly placement: Placement
  /** Distance of neighbouring unknowns on the finest grid. Default 1. */
  readonly spacing?: number | { readonly y: number; readonly x: number }
  /** Whether A is linear. */
  readonly linear: boolean
  /** Traces A(x). */
  readonly operator: (x: Signal, level: Level) => Signal
  /** Traces ∂A_i/∂x_i at x, or something that takes its place in the smoothers; a number where it is constant. */
  readonly diagonal: (x: Signal, level: Level) => Signal | number
  /**
   * Colours by which no unknown is coupled to another of its own:
   * 2 if A couples the neighbours along the axes, 4 if the diagonal ones too. Default 2.
   */
  readonly colours?: 2 | 4
  readonly fields?: Readonly<Record<string, Field>>
  /**
   * For nonlinear A: signals of x that the operators of all coarser grids read as fields, restricted,
   * instead of computing them from their own unknown.
   * They are taken anew whenever a cycle leaves the finest grid.
   * The solution does not change, only how fast it is reached.
   */
  readonly freeze?: (x: Signal, level: Level) => Readonly<Record<string, Signal>>
}
