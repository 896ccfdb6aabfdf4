import type { PlanBuilder, PlanConstants, Signal } from '@numeural/core'

/** Where an operator writes its operations: a float64 plan, and the constants that it reads. */
export interface OperatorTrace {
  readonly builder: PlanBuilder
  /** Kernels and weights by name; the same name gives the same vector or signal. */
  readonly constants: PlanConstants
}

/** What a nonlinear operator reads of the image: solvers hold it fixed while they solve a linear equation. */
export interface OperatorCoefficients {
  /** Channels of the signal that holds them. */
  readonly channels: number
  /** Traces them for an image of all its channels. */
  trace(u: Signal, trace: OperatorTrace): Signal
  /**
   * Those of a linear equation whose solution is a good start, such as homogeneous diffusion. Default:
   * those of the start image.
   */
  start?(u: Signal, trace: OperatorTrace): Signal
}

/**
 * What is to vanish on the unknown pixels: A(u)u, where A is symmetric and positive semidefinite for every u,
 * the negative of a diffusion operator for example. Reflecting boundaries and grid size 1 by convention.
 *
 * @example
 * const biharmonic: InpaintOperator = {
 *   name: 'biharmonic', description: 'Δ²u = 0', parameters: {}, tolerance: 1e-6, stableStep: 1 / 32,
 *   apply: (u, { builder }) => minusLaplacian(builder, minusLaplacian(builder, u)),
 * }
 */
export interface InpaintOperator {
  readonly name: string
  /** What it does, in one line. */
  readonly description: string
  /** Everything that steers it, as results report it. */
  readonly parameters: Readonly<Record<string, number | string>>
  /** Relative residual at which the picture has settled: where solvers end unless told otherwise. */
  readonly tolerance: number
  /** Largest τ for which explicit steps u ← u − τAu are stable in the Euclidean norm: 2/‖A‖, over all u. */
  readonly stableStep: number
  /** What A reads of the image; a linear operator has none. */
  readonly coefficients?: OperatorCoefficients
  /** Traces A u for one channel u, given the coefficients. */
  apply(u: Signal, trace: OperatorTrace, coefficients?: Signal): Signal
}
