import type { Graph } from '@numeural/formula'
import type { SignalShape } from './shape.js'
import type { Operand, ValueId } from './value.js'

/**
 * Continuation of a signal beyond its ends:
 * - `reflecting`: half-sample symmetric (u₋₁ = u₀, u₋₂ = u₁), repeated for kernels wider than the signal;
 * - `zero`: zeros outside;
 * - `periodic`: wraps around.
 */
export type Boundary = 'reflecting' | 'zero' | 'periodic'

/**
 * Geometry of a convolution K from `inputChannels` to `outputChannels`; the kernel is a vector laid out
 * `[outputChannels, inputChannels, height, width]`, and (no kernel flip)
 * `(Ku)[o, y, x] = Σ_{i,a,b} k[o, i, a, b] · u[i, y + a − centreY, x + b − centreX]`.
 */
export interface KernelGeometry {
  readonly outputChannels: number
  readonly inputChannels: number
  readonly height: number
  readonly width: number
  readonly centreY: number
  readonly centreX: number
  readonly boundary: Boundary
  /**
   * Entries (indices into the kernel) that are 0 in every run, which whoever gives the kernel vouches for: backends may skip them.
   * Derivatives of a filter bank have many.
   */
  readonly zeros?: readonly number[]
}

/** Data given anew for every run. */
export interface InputOperation {
  readonly op: 'input'
  readonly name: string
  readonly result: ValueId
}

/** A signal or vector that stays on the backend between runs; starts at zero. */
export interface StateOperation {
  readonly op: 'state'
  readonly name: string
  readonly result: ValueId
}

/** A slice `[offset, offset + length)` of the one parameter buffer given for every run. */
export interface ParameterOperation {
  readonly op: 'parameter'
  readonly name: string
  readonly offset: number
  readonly result: ValueId
}

/** `result = K x`. */
export interface ConvolutionOperation {
  readonly op: 'convolution'
  readonly geometry: KernelGeometry
  readonly x: ValueId
  readonly kernel: ValueId
  readonly result: ValueId
}

/** `result = Kᵀ y`, the exact transpose with its boundary rule; y has `geometry.outputChannels`, the result `geometry.inputChannels`. */
export interface TransposedConvolutionOperation {
  readonly op: 'transposed-convolution'
  readonly geometry: KernelGeometry
  readonly y: ValueId
  readonly kernel: ValueId
  readonly result: ValueId
}

/** `result[k] = ∂⟨y, Kx⟩/∂k`, summed over the batch in float64 in a fixed order; a vector with the kernel's layout. */
export interface KernelGradientOperation {
  readonly op: 'kernel-gradient'
  readonly geometry: KernelGeometry
  readonly x: ValueId
  readonly y: ValueId
  readonly result: ValueId
}

/** One named operand of a formula. */
export interface MapOperand {
  readonly name: string
  readonly from: Operand
}

/** Pointwise formula: every output of the graph becomes one signal of the given shape. */
export interface MapOperation {
  readonly op: 'map'
  readonly graph: Graph
  readonly shape: SignalShape
  readonly operands: readonly MapOperand[]
  readonly results: readonly ValueId[]
}

/** A formula on scalars: `result` is a vector with one element per output of the graph; operands are elements of vectors. */
export interface ScalarsOperation {
  readonly op: 'scalars'
  readonly graph: Graph
  readonly operands: readonly MapOperand[]
  readonly result: ValueId
}

/**
 * Reduction, accumulated in float64 in an order that depends on shapes only.
 * `sum` of x, `dot` of x and y, `maximum` of x; over `all` (vector of length 1), per `channel` (vector, over batch and space; not for maximum)
 * or per `sample` (one number per sample).
 */
export interface ReduceOperation {
  readonly op: 'reduce'
  readonly kind: 'sum' | 'dot' | 'maximum'
  readonly over: 'all' | 'channel' | 'sample'
  readonly x: ValueId
  readonly y?: ValueId
  readonly result: ValueId
}

/** `result[0, y, x] = Σ_c x[c, y, x]`: from C channels to one. */
export interface SumOverChannelsOperation {
  readonly op: 'sum-over-channels'
  readonly x: ValueId
  readonly result: ValueId
}

/** Channels `[from, from + result.channels)` of x. */
export interface SliceOperation {
  readonly op: 'slice'
  readonly x: ValueId
  readonly from: number
  readonly result: ValueId
}

/** Signals of equal height and width, one behind the other along the channels. */
export interface ConcatenateOperation {
  readonly op: 'concatenate'
  readonly xs: readonly ValueId[]
  readonly result: ValueId
}

/**
 * Where the values of a grid lie and how a coarse grid reaches the fine one, along each axis by itself:
 * - `cell-average`: centres of cells; constant in each coarse cell (nearest neighbour), fine cells that two coarse cells share
 *   take their average by length. Its restriction averages over the coarse cell;
 * - `cell-linear`: centres of cells; linear in between, constant beyond the outermost centres (reflecting boundary);
 * - `vertex-linear`: vertices, those on the boundary included; linear in between;
 * - `interior-linear`: vertices inside the domain; linear in between, zero on the boundary. Its restriction is full weighting.
 */
export type Transfer = 'cell-average' | 'cell-linear' | 'vertex-linear' | 'interior-linear'

/** `result = scale · Pᵀ x`, the exact transpose of the prolongation from the result's grid to x's. */
export interface RestrictOperation {
  readonly op: 'restrict'
  readonly transfer: Transfer
  readonly scale: number
  readonly x: ValueId
  readonly result: ValueId
}

/** `result = scale · P x`, from x's grid to the result's. */
export interface ProlongOperation {
  readonly op: 'prolong'
  readonly transfer: Transfer
  readonly scale: number
  readonly x: ValueId
  readonly result: ValueId
}

/** One step of a plan. */
export type Operation =
  | InputOperation
  | StateOperation
  | ParameterOperation
  | ConvolutionOperation
  | TransposedConvolutionOperation
  | KernelGradientOperation
  | MapOperation
  | ScalarsOperation
  | ReduceOperation
  | SumOverChannelsOperation
  | SliceOperation
  | ConcatenateOperation
  | RestrictOperation
  | ProlongOperation
