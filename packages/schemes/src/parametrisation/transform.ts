import type { ParameterDomain } from '@numeural/activations'

/**
 * A differentiable map from raw numbers, which an optimiser may change freely,
 * to the effective numbers that a plan reads.
 */
export interface Transform {
  readonly rawLength: number
  /**
   * Where its effective numbers are; raw numbers that are too large leave it by overflow or underflow. Default `real`.
   */
  readonly domain?: ParameterDomain
  readonly length: number
  /** Raw numbers to start from. `random` gives independent uniform numbers in [0, 1). */
  initial(random: () => number): readonly number[]
  /** The map and its derivative for one place in the buffers, with whatever memory they need. */
  at(place: Place): PlacedTransform
}

/** Where a transform's numbers stand: its stretches of buffers that are the same arrays in every step. */
export interface Place {
  readonly raw: Float64Array
  readonly rawOffset: number
  /** Holds the effective numbers of all transforms before this one as well. */
  readonly effective: Float64Array
  readonly offset: number
  /** As long as `raw`. */
  readonly rawGradient: Float64Array
}

/** A {@link Transform} at its place. Neither call makes an array: both are part of every training step. */
export interface PlacedTransform {
  /** Writes its effective numbers, reading its raw ones and effective numbers written before. */
  forward(): void
  /**
   * Writes Jᵀ·gradient, J at the raw numbers of the last `forward`.
   *
   * @param gradient with respect to all effective numbers
   */
  pull(gradient: Float64Array): void
}
