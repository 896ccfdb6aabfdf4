import type { SignalShape } from '@numeural/core'

/** Median of |x| for x of the standard normal distribution. */
const medianOfNormal = 0.674_489_75
/** Root of the sum of the squares of (1, −2, 1). */
const lineGain = Math.sqrt(6)

/**
 * The standard deviation of Gaussian noise: the median of the absolute response of a filter that annihilates planes,
 * scaled. The filter is (1, −2, 1) along every axis with three samples or more (in 2D the mask of Immerkær 1996, whose
 * response has 6 times the noise's deviation). The median ignores edges; texture finer than two pixels counts as noise.
 *
 * Source: Immerkær 1996, with the median absolute deviation in place of the mean.
 *
 * @param data `[batch, channels, height, width]`
 * @returns 0 for signals with fewer than three samples along both axes
 */
export function estimateNoise(data: Float32Array, shape: Pick<SignalShape, 'height' | 'width'>): number {
  const { height, width } = shape
  const [overX, overY] = [width >= 3, height >= 3]
  if (!overX && !overY) return 0
  const gain = (overX ? lineGain : 1) * (overY ? lineGain : 1)
  const planes = data.length / (height * width)
  const [innerWidth, innerHeight] = [overX ? width - 2 : width, overY ? height - 2 : height]
  const responses = new Float32Array(planes * innerWidth * innerHeight)
  let next = 0
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < innerHeight; y++) {
      for (let x = 0; x < innerWidth; x++) {
        const at = (plane * height + y) * width + x
        responses[next++] = Math.abs(
          overY
            ? secondDifference(data, at, overX) -
                2 * secondDifference(data, at + width, overX) +
                secondDifference(data, at + 2 * width, overX)
            : secondDifference(data, at, overX),
        )
      }
    }
  }
  responses.sort()
  return responses[responses.length >> 1] / (medianOfNormal * gain)
}

/** (1, −2, 1) along x from `at` on, or the value itself where the signal is too narrow for it. */
function secondDifference(data: Float32Array, at: number, overX: boolean): number {
  return overX ? data[at] - 2 * data[at + 1] + data[at + 2] : data[at]
}
