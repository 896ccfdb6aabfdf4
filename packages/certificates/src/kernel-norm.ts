import type { KernelGeometry } from '@numeural/core'
import { multiplyUp, sqrtUp } from '@numeural/formula'
import { rigorousNormSquared, type SignalSize } from '@numeural/schemes'
import { convolutionMatrix, powerIteration, sharpNorm } from '@numeural/schemes/norms'
import type { KernelNorm } from './certificate.js'

/** Where no size is given, the lower bound is looked for on signals of this many samples, of small images in 2D. */
const trialLine = 64
const trialSide = 12
/** Entries of the matrix up to which a lower bound is worth its time. */
const affordableEntries = 3e6

/** Bounds of ‖K‖₂, and the square of the upper one without the rounding of a root. */
export interface SquaredKernelNorm extends KernelNorm {
  readonly squared: number
}

/**
 * Bounds of ‖K‖₂. Above: row and column sums, or, where a size is given and the matrix is small enough, the sharper one
 * of these and a Cholesky proof. Below: power iteration.
 */
export function kernelNormOf(kernel: Float64Array, geometry: KernelGeometry, size: SignalSize): SquaredKernelNorm {
  const squared = rigorousNormSquared(kernel, geometry, size)
  const upper = sqrtUp(squared)
  const flat = geometry.height === 1
  const trial = { height: size.height ?? (flat ? 1 : trialSide), width: size.width ?? (flat ? trialLine : trialSide) }
  const { inputChannels, outputChannels, height, width } = geometry
  const entries = trial.height * trial.width * inputChannels * outputChannels * height * width
  const sums = size.width === null ? 'row and column sums, for every size' : 'row and column sums'
  if (entries > affordableEntries) return { upper, lower: 0, rule: sums, squared }
  const matrix = convolutionMatrix(kernel, geometry, trial)
  const lower = Math.min(upper, powerIteration(matrix).norm)
  const exact = size.width !== null && size.height !== null
  // A difference that the sums already show up to their rounding is not worth a factorisation.
  const sharp = exact && lower < upper * (1 - 1e-6) ? sharpNorm(matrix, upper, lower) : null
  if (sharp === null || sharp >= upper) return { upper, lower, rule: sums, squared }
  return {
    upper: sharp,
    lower,
    rule: `Cholesky factorisation for ${trial.height}×${trial.width} samples`,
    squared: multiplyUp(sharp, sharp),
  }
}
