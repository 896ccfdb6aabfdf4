import type { SignalShape } from '@numeural/core'
import { planeResponses, robustDeviation } from './plane-responses.js'

/**
 * The standard deviation of Gaussian noise: the median of the absolute response of a filter that annihilates planes,
 * scaled. The filter is (1, −2, 1) along every axis with three samples or more (in 2D the mask of Immerkær 1996).
 * The median ignores edges; texture finer than two pixels counts as noise.
 *
 * Source: Immerkær 1996, with the median absolute deviation in place of the mean.
 *
 * @param data `[batch, channels, height, width]`
 * @returns 0 for signals with fewer than three samples along both axes
 */
export function estimateNoise(data: Float32Array, shape: Pick<SignalShape, 'height' | 'width'>): number {
  return robustDeviation(planeResponses(data, shape).values)
}
