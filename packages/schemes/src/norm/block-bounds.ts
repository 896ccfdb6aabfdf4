import type { KernelGeometry } from '@numeural/core'
import { addDown, addUp, multiplyUp } from '@numeural/formula'
import type { Pattern, Patterns } from './axis-patterns.js'

/** ‖K‖₁‖K‖_∞ ≥ ‖K‖₂² of every block, with what the gradients need; laid out `[output channels, input channels]`. */
export interface BlockBounds {
  readonly squared: Float64Array
  /** Largest absolute row sum ‖K‖_∞ of every block, and the row where it is attained. */
  readonly rows: LargestSums
  /** The same for the columns: ‖K‖₁. */
  readonly columns: LargestSums
}

/** Largest sums, and where they are attained. */
interface LargestSums {
  readonly values: Float64Array
  readonly patterns: Pattern[]
}

/** Memory for the bounds of a kernel's blocks. */
export function noBlockBounds({ outputChannels, inputChannels }: KernelGeometry): BlockBounds {
  const count = outputChannels * inputChannels
  const sums = (): LargestSums => ({
    values: new Float64Array(count),
    patterns: Array.from({ length: count }, (): Pattern => []),
  })
  return { squared: new Float64Array(count), rows: sums(), columns: sums() }
}

/**
 * Writes ‖K‖₁ ‖K‖_∞ ≥ ‖K‖₂², rounded up, of every block of a convolution matrix, with its true sums at the boundary.
 */
export function boundBlocks(kernel: ArrayLike<number>, patterns: Patterns, taps: number, bounds: BlockBounds): void {
  const { squared, rows, columns } = bounds
  for (let block = 0; block < squared.length; block++) {
    writeLargestSum(kernel, block, taps, patterns.rows, rows)
    writeLargestSum(kernel, block, taps, patterns.columns, columns)
    squared[block] = multiplyUp(rows.values[block]!, columns.values[block]!)
  }
}

function writeLargestSum(
  kernel: ArrayLike<number>,
  block: number,
  taps: number,
  patterns: readonly Pattern[],
  { values, patterns: found }: LargestSums,
): void {
  let value = -1
  for (const pattern of patterns) {
    let sum = 0
    for (const group of pattern) sum = addUp(sum, groupBound(kernel, block * taps, group))
    if (sum > value) {
      value = sum
      found[block] = pattern
    }
  }
  values[block] = value
}

/** |sum of the taps that fall onto one sample|, rounded up: the sum lies between itself rounded down and up. */
function groupBound(kernel: ArrayLike<number>, offset: number, group: readonly number[]): number {
  let low = kernel[offset + group[0]!]!
  let high = low
  for (let k = 1; k < group.length; k++) {
    const tap = kernel[offset + group[k]!]!
    low = addDown(low, tap)
    high = addUp(high, tap)
  }
  return Math.max(Math.abs(low), Math.abs(high))
}

function groupSum(kernel: ArrayLike<number>, offset: number, group: readonly number[]): number {
  let sum = 0
  for (const tap of group) sum += kernel[offset + tap]!
  return sum
}

/**
 * Adds `weight · ∂√squared/∂kernel` of one block. Where several sums are largest, that of the first is taken; where a
 * sum of taps is 0 its sign is taken as 0; a block of zeros has the gradient 0: an element of the subdifferential each.
 */
export function addBlockGradient(
  kernel: ArrayLike<number>,
  { squared, rows, columns }: BlockBounds,
  block: number,
  taps: number,
  weight: number,
  gradient: Float64Array,
): void {
  if (squared[block] === 0) return
  const twice = 2 * Math.sqrt(squared[block]!)
  const offset = block * taps
  addSumGradient(kernel, offset, rows.patterns[block]!, (weight * columns.values[block]!) / twice, gradient)
  addSumGradient(kernel, offset, columns.patterns[block]!, (weight * rows.values[block]!) / twice, gradient)
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
    for (const tap of group) gradient[offset + tap]! += weight * sign
  }
}
