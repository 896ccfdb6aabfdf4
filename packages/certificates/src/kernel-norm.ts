import type { KernelGeometry } from '@numeural/core'
import { multiplyUp, sqrtUp } from '@numeural/formula'
import { rigorousNormSquared, type SignalSize } from '@numeural/schemes'
import {
  convolutionMatrix,
  localisedNormSquared,
  powerIteration,
  sharpNorm,
  symbolNormSquared,
} from '@numeural/schemes/norms'
import type { KernelNorm } from './certificate.js'

/** Where no size is given, the lower bound is looked for on signals of this many samples, of small images in 2D. */
const trialLine = 64
const trialSide = 12
/** Entries of the matrix up to which a lower bound is worth its time. */
const affordableEntries = 3e6
/** Larger matrices are not even laid out: they would take long, and in the end fill the memory. */
const storableEntries = 2e6
/** A difference that the sums already show up to their rounding is not worth a proof. */
const negligible = 1e-6

/** Bounds of ‖K‖₂, and the square of the upper one without the rounding of a root. */
export interface SquaredKernelNorm extends KernelNorm {
  readonly squared: number
}

/**
 * Bounds of ‖K‖₂. Above: the smallest of all that are proved, which are row and column sums;
 * where a size is given and the matrix is small enough, a Cholesky factorisation;
 * else the symbol's largest value (boundaries `zero` and `periodic`) or Cholesky factorisations of windows
 * (`reflecting`), for every size if none is given. Below: power iteration.
 */
export function kernelNormOf(kernel: Float64Array, geometry: KernelGeometry, size: SignalSize): SquaredKernelNorm {
  const squared = rigorousNormSquared(kernel, geometry, size)
  const upper = sqrtUp(squared)
  const lower = lowerBound(kernel, geometry, size, upper)
  const suffix = size.width === null ? ', for every size' : ''
  const sums = { upper, lower, rule: `row and column sums${suffix}`, squared }
  if (lower >= upper * (1 - negligible)) return sums
  const exact = exactNorm(kernel, geometry, size, sums)
  if (exact !== null) return exact.upper < upper ? exact : sums
  const [sharper, rule] =
    geometry.boundary === 'reflecting'
      ? [localisedNormSquared(kernel, geometry, size, lower, squared), 'Cholesky factorisations of windows']
      : [symbolNormSquared(kernel, geometry, lower, squared), "the symbol's largest value"]
  if (sharper === null) return { ...sums, rule: `${sums.rule}; sharper bounds would take too long` }
  return sharper < squared ? { upper: sqrtUp(sharper), lower, rule: `${rule}${suffix}`, squared: sharper } : sums
}

/** By power iteration; 0 where that would take long. */
function lowerBound(kernel: Float64Array, geometry: KernelGeometry, size: SignalSize, upper: number): number {
  const flat = geometry.height === 1
  const trial = { height: size.height ?? (flat ? 1 : trialSide), width: size.width ?? (flat ? trialLine : trialSide) }
  if (entriesOf(geometry, trial) > affordableEntries) return 0
  return Math.min(upper, powerIteration(convolutionMatrix(kernel, geometry, trial)).norm)
}

/** Entries of the matrix of K for signals of a size. */
function entriesOf(
  { inputChannels, outputChannels, height, width }: KernelGeometry,
  size: { readonly height: number; readonly width: number },
): number {
  return size.height * size.width * inputChannels * outputChannels * height * width
}

/** By a Cholesky factorisation of σ²I − KᵀK for one size; null if there is none or its matrix is too large. */
function exactNorm(
  kernel: Float64Array,
  geometry: KernelGeometry,
  { height, width }: SignalSize,
  { upper, lower }: KernelNorm,
): SquaredKernelNorm | null {
  if (height === null || width === null || entriesOf(geometry, { height, width }) > storableEntries) return null
  const sharp = sharpNorm(convolutionMatrix(kernel, geometry, { height, width }), upper, lower)
  if (sharp === null) return null
  return {
    upper: sharp,
    lower,
    rule: `Cholesky factorisation for ${height}×${width} samples`,
    squared: multiplyUp(sharp, sharp),
  }
}
