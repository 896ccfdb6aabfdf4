import type { SignalShape } from '@numeural/core'

/** Median of |x| for x of the standard normal distribution. */
const medianOfNormal = 0.674_489_75
/** Root of the sum of the squares of (1, −2, 1). */
const lineGain = Math.sqrt(6)

/** What a filter that annihilates planes answers. */
export interface PlaneResponses {
  /** `[planes, perPlane]`: every channel of every signal is a plane. Scaled so that noise keeps its deviation. */
  readonly values: Float32Array
  /** 0 for signals with fewer than three samples along both axes. */
  readonly perPlane: number
}

/**
 * (1, −2, 1) along every axis with three samples or more, scaled; in 2D the mask of Immerkær 1996, whose
 * response has 6 times the noise's deviation.
 *
 * @param data `[batch, channels, height, width]`
 */
export function planeResponses(data: Float32Array, shape: Pick<SignalShape, 'height' | 'width'>): PlaneResponses {
  const { height, width } = shape
  const [overX, overY] = [width >= 3, height >= 3]
  if (!overX && !overY) return { values: new Float32Array(0), perPlane: 0 }
  const scale = 1 / ((overX ? lineGain : 1) * (overY ? lineGain : 1))
  const planes = data.length / (height * width)
  const [innerWidth, innerHeight] = [overX ? width - 2 : width, overY ? height - 2 : height]
  const perPlane = innerWidth * innerHeight
  const values = new Float32Array(planes * perPlane)
  let next = 0
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < innerHeight; y++) {
      for (let x = 0; x < innerWidth; x++) {
        const at = (plane * height + y) * width + x
        const response = overY
          ? secondDifference(data, at, overX) -
            2 * secondDifference(data, at + width, overX) +
            secondDifference(data, at + 2 * width, overX)
          : secondDifference(data, at, overX)
        values[next++] = scale * response
      }
    }
  }
  return { values, perPlane }
}

/** (1, −2, 1) along x from `at` on, or the value itself where the signal is too narrow for it. */
function secondDifference(data: Float32Array, at: number, overX: boolean): number {
  return overX ? data[at] - 2 * data[at + 1] + data[at + 2] : data[at]
}

/** The median absolute value, scaled to the standard deviation of normal numbers; `values` is sorted in place. */
export function robustDeviation(values: Float32Array): number {
  if (values.length === 0) return 0
  for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i])
  values.sort()
  return values[values.length >> 1] / medianOfNormal
}
