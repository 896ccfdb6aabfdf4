import type { KernelGeometry } from '@numeural/core'
import type { Pattern, Patterns } from './axis-patterns.js'
import { kernelPatterns, type SignalSize } from './kernel-patterns.js'
import { productUp, sumError, sumUp } from './upward.js'

/** Largest absolute row or column sum of one block, and where it is attained. */
interface LargestSum {
  readonly value: number
  readonly pattern: Pattern
}

/** ‖K‖₁‖K‖_∞ ≥ ‖K‖₂² of one block, with what its gradient needs. */
export interface BlockBound {
  readonly squared: number
  readonly row: LargestSum
  readonly column: LargestSum
}

/**
 * ‖K‖₁ ‖K‖_∞ ≥ ‖K‖₂², rounded up, of every block of a convolution matrix, with its true row and column sums at the boundary;
 * laid out `[output channels, input channels]`.
 */
export function blockBounds(kernel: ArrayLike<number>, geometry: KernelGeometry, size: SignalSize): BlockBound[] {
  const patterns = kernelPatterns(geometry, size)
  const taps = geometry.height * geometry.width
  return Array.from({ length: geometry.outputChannels * geometry.inputChannels }, (_, block) =>
    boundOfBlock(kernel, block * taps, patterns),
  )
}

function boundOfBlock(kernel: ArrayLike<number>, offset: number, patterns: Patterns): BlockBound {
  const row = largestSum(kernel, offset, patterns.rows)
  const column = largestSum(kernel, offset, patterns.columns)
  return { squared: productUp(row.value, column.value), row, column }
}

function largestSum(kernel: ArrayLike<number>, offset: number, patterns: readonly Pattern[]): LargestSum {
  let value = -1
  let largest: Pattern = []
  for (const pattern of patterns) {
    let sum = 0
    for (const group of pattern) sum = sumUp(sum, groupBound(kernel, offset, group))
    if (sum > value) {
      value = sum
      largest = pattern
    }
  }
  return { value, pattern: largest }
}

/** |sum of the taps that fall onto one sample|, rounded up: what the additions lost is added in absolute value. */
function groupBound(kernel: ArrayLike<number>, offset: number, group: readonly number[]): number {
  let sum = kernel[offset + group[0]]
  let lost = 0
  for (let k = 1; k < group.length; k++) {
    const tap = kernel[offset + group[k]]
    lost = sumUp(lost, Math.abs(sumError(sum, tap)))
    sum += tap
  }
  return sumUp(Math.abs(sum), lost)
}

function groupSum(kernel: ArrayLike<number>, offset: number, group: readonly number[]): number {
  let sum = 0
  for (const tap of group) sum += kernel[offset + tap]
  return sum
}

/**
 * Adds `weight · ∂√squared/∂kernel` of one block. Where several sums are largest, that of the first is taken; where a
 * sum of taps is 0 its sign is taken as 0; a block of zeros has the gradient 0: an element of the subdifferential each.
 */
export function addBlockGradient(
  kernel: ArrayLike<number>,
  offset: number,
  { squared, row, column }: BlockBound,
  weight: number,
  gradient: Float64Array,
): void {
  if (squared === 0) return
  const bound = Math.sqrt(squared)
  addSumGradient(kernel, offset, row.pattern, (weight * column.value) / (2 * bound), gradient)
  addSumGradient(kernel, offset, column.pattern, (weight * row.value) / (2 * bound), gradient)
}

function addSumGradient(
  kernel: ArrayLike<number>,
  offset: number,
  pattern: Pattern,
  weight: number,
  gradient: Float64Array,
): void {
  for (const group of pattern) {
    const sign = Math.sign(groupSum(kernel, offset, group))
    for (const tap of group) gradient[offset + tap] += weight * sign
  }
}
