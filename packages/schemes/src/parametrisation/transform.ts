import type { ParameterDomain } from '@numeural/activations'

/**
 * A differentiable map from raw numbers, which an optimiser may change freely, to the effective numbers that a plan
 * reads. Arrays are whole buffers with offsets, so that nothing is allocated in a training step.
 */
export interface Transform {
  readonly rawLength: number
  /** Where its effective numbers are; raw numbers that are too large leave it by overflow or underflow. Default `real`. */
  readonly domain?: ParameterDomain
  readonly length: number
  /** Raw numbers to start from. `random` gives independent uniform numbers in [0, 1). */
  initial(random: () => number): readonly number[]
  /** Writes `effective[offset …]`, reading `raw[rawOffset …]` and effective numbers written before. */
  forward(raw: Float64Array, rawOffset: number, effective: Float64Array, offset: number): void
  /** Adds Jᵀ·gradient to `rawGradient[rawOffset …]`. */
  pull(place: PullArguments): void
}

/** Buffers and offsets of {@link Transform.pull}. */
export interface PullArguments {
  readonly raw: Float64Array
  readonly rawOffset: number
  readonly effective: Float64Array
  readonly offset: number
  readonly gradient: Float64Array
  readonly rawGradient: Float64Array
}
