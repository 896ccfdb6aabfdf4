import type { KernelGeometry } from '@numeural/core'
import { addBlockGradient, blockBounds } from './block-bounds.js'
import { anySize, type SignalSize } from './kernel-patterns.js'
import { nonnegativeNorm } from './nonnegative-norm.js'
import { rootUp } from './upward.js'

/**
 * An upper bound of ‖K‖₂² that always holds, rounding included: ‖K‖₁‖K‖_∞ of every block with the true row and column
 * sums at the boundary, then the squared spectral norm of the matrix of these blocks' norms. Forward differences have
 * the bounds they have on paper: 4/h² in one dimension, 8/h² for (∂x, ∂y).
 *
 * @param kernel laid out `[output channels, input channels, height, width]`
 * @param size the signal's height and width; by default the bound holds for signals of every size
 */
export function rigorousNormSquared(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  size: SignalSize = anySize,
): number {
  return normOfBlocks(kernel, geometry, size).norm.squared
}

/** The root of {@link rigorousNormSquared}: an upper bound of ‖K‖₂. */
export function rigorousNorm(kernel: ArrayLike<number>, geometry: KernelGeometry, size: SignalSize = anySize): number {
  return rootUp(rigorousNormSquared(kernel, geometry, size))
}

/**
 * Adds `weight · ∂n/∂kernel` to `gradient`, where n is {@link rigorousNorm}: the outer product of the singular vectors
 * of the matrix of block norms, times the gradients of these. At ties it is one element of the subdifferential.
 */
export function addRigorousNormGradient(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  size: SignalSize,
  weight: number,
  gradient: Float64Array,
): void {
  const { inputChannels, height, width } = geometry
  const { blocks, norm } = normOfBlocks(kernel, geometry, size)
  blocks.forEach((block, index) => {
    const share = norm.left[Math.floor(index / inputChannels)] * norm.right[index % inputChannels]
    addBlockGradient(kernel, index * height * width, block, weight * share, gradient)
  })
}

function normOfBlocks(kernel: ArrayLike<number>, geometry: KernelGeometry, size: SignalSize) {
  const blocks = blockBounds(kernel, geometry, size)
  const squares = Float64Array.from(blocks, (block) => block.squared)
  return { blocks, norm: nonnegativeNorm(squares, geometry.outputChannels, geometry.inputChannels) }
}
