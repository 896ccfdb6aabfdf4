import type { SignalShape } from './shape.js'

/** Index of a value in {@link Plan.values}. */
export type ValueId = number

/**
 * What a value of a plan is:
 * - `signal`: `[batch, channels, height, width]`;
 * - `vector`: one list of numbers for the whole batch (parameters, reductions over all samples);
 *   float64 on every backend when it comes from a reduction;
 * - `sample`: one number per sample, `[batch]`.
 */
export type ValueType =
  | { readonly kind: 'signal'; readonly shape: SignalShape }
  | { readonly kind: 'vector'; readonly length: number }
  | { readonly kind: 'sample' }

/** Handle of a signal while a plan is being built. */
export interface Signal {
  readonly kind: 'signal'
  readonly id: ValueId
  readonly shape: SignalShape
}

/** Handle of a vector while a plan is being built. */
export interface Vector {
  readonly kind: 'vector'
  readonly id: ValueId
  readonly length: number
}

/** Handle of one number per sample while a plan is being built. */
export interface SampleScalar {
  readonly kind: 'sample'
  readonly id: ValueId
}

/** One channel of a signal, read as a single-channel signal; broadcast over the channels of a map. */
export interface ChannelView {
  readonly kind: 'channel'
  readonly id: ValueId
  readonly channel: number
}

/** One element of a vector, read as a scalar. */
export interface Element {
  readonly kind: 'element'
  readonly id: ValueId
  readonly index: number
}

/** What a formula of a map may read. A `Vector` has one element per channel of the map. */
export type Operand = Signal | ChannelView | Vector | Element | SampleScalar

/** Reads one channel of a signal. */
export function channelOf(signal: Signal, channel: number): ChannelView {
  return { kind: 'channel', id: signal.id, channel }
}

/** Reads one element of a vector. */
export function elementOf(vector: Vector, index = 0): Element {
  return { kind: 'element', id: vector.id, index }
}
