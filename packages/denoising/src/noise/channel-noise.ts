import type { Signals } from '@numeural/core'
import { planeResponses, robustDeviation } from './plane-responses.js'

/** How the noise of the channels hangs together. */
export interface ChannelNoise {
  /** `[channels, channels]`, symmetric. */
  readonly covariance: Float64Array
  /**
   * (tr Σ)²/tr(Σ²) for the covariance Σ: how many independent noises of one deviation vary as much as the sum of the
   * squares of all channels. The number of channels where they are independent, 1 where all have the same noise.
   */
  readonly independent: number
}

/** Sorting this many values for all pairs of channels together takes less than a denoising step of a photograph. */
const mostSorted = 2 ** 20

/**
 * The covariance of Gaussian noise between channels: of the responses of a filter that annihilates planes, by robust
 * deviations of sums and differences (Gnanadesikan, Kettenring 1972).
 */
export function channelNoise({ data, count, shape }: Signals): ChannelNoise {
  const { channels } = shape
  const covariance = new Float64Array(channels * channels)
  const { values, perPlane } = planeResponses(data, shape)
  const stride = Math.max(1, Math.ceil((count * perPlane * channels ** 2) / Math.max(mostSorted, 2048 * channels ** 2)))
  const picked = Math.floor((count * perPlane - 1) / stride) + 1
  const sums = new Float32Array(perPlane === 0 ? 0 : picked)
  const differences = new Float32Array(sums.length)
  const at = (index: number, channel: number): number => {
    const signal = Math.floor(index / perPlane)
    return values[(signal * channels + channel) * perPlane + (index - signal * perPlane)]
  }
  for (let a = 0; a < channels; a++) {
    for (let b = a; b < channels; b++) {
      for (let i = 0; i < sums.length; i++) {
        const [x, y] = [at(i * stride, a), at(i * stride, b)]
        sums[i] = x + y
        differences[i] = x - y
      }
      const value = (robustDeviation(sums) ** 2 - robustDeviation(differences) ** 2) / 4
      covariance[a * channels + b] = value
      covariance[b * channels + a] = value
    }
  }
  return { covariance, independent: independentOf(covariance, channels) }
}

function independentOf(covariance: Float64Array, channels: number): number {
  let trace = 0
  for (let channel = 0; channel < channels; channel++) trace += covariance[channel * channels + channel]
  const squares = covariance.reduce((sum, value) => sum + value * value, 0)
  return squares > 0 ? Math.min(Math.max((trace * trace) / squares, 1), channels) : channels
}
