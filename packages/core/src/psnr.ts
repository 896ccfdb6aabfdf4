import { ShapeError } from '@numeural/errors'

/** Largest grey value; the peak of every PSNR. */
const peak = 255

/**
 * Mean squared error between two arrays of equal length, accumulated in float64.
 *
 * @returns mean of (a − b)², in squared grey values
 * @throws ShapeError `LENGTH_MISMATCH` for different or zero lengths
 */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) {
    throw new ShapeError(`The mean squared error of ${a.length} and ${b.length} values is not defined.`, {
      code: 'LENGTH_MISMATCH',
      given: [a.length, b.length],
      allowed: 'equal lengths, at least 1',
      hint: 'Give two arrays of one length, not empty.',
    })
  }
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!
    sum += difference * difference
  }
  return sum / a.length
}

/** Peak signal-to-noise ratio in dB of a mean squared error, peak 255: 10 log₁₀(255² / mse); Infinity for 0. */
export function psnrOf(mse: number): number {
  return 10 * Math.log10((peak * peak) / mse)
}

/**
 * Peak signal-to-noise ratio in dB between two arrays of grey values, peak 255,
 * before any quantisation (over a data set: that of the mean squared error).
 */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return psnrOf(meanSquaredError(a, b))
}
