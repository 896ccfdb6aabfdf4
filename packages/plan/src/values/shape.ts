/** Number type a plan computes in: `float32` (networks) or `float64` (solvers). */
export type Dtype = 'float32' | 'float64'

/**
 * Array type of the data that goes in and out of a plan:
 * `Float32Array` for float32 plans, `Float64Array` for float64 plans.
 */
export type FloatArray = Float32Array | Float64Array

/**
 * Shape of one sample of a signal, planar: `[channels, height, width]`, x (width) is the last and fastest axis.
 * A 1D signal has height 1. The batch size is free and not part of the shape; a batch is laid out
 * `[batch, channels, height, width]`.
 */
export interface SignalShape {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Number of values in one sample of the shape. */
export function sizeOf(shape: SignalShape): number {
  return shape.channels * shape.height * shape.width
}

/** Whether two shapes have the same channels, height and width. */
export function sameShape(a: SignalShape, b: SignalShape): boolean {
  return a.channels === b.channels && a.height === b.height && a.width === b.width
}
