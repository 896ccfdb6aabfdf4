import type { KernelGeometry } from '@numeural/core'
import { addBlockGradient, blockBounds } from './block-bounds.js'
import { anySize, type SignalSize } from './kernel-patterns.js'
import { nonnegativeNorm } from './nonnegative-norm.js'
import { roundUp } from './round-up.js'

/**
 * An upper bound of ‖K‖₂ that always holds, rounding included: √(‖K‖₁‖K‖_∞) of every block with the true row and column
 * sums at the boundary, then the spectral norm of the matrix of these bounds.
 *
 * @param kernel laid out `[output channels, input channels, height, width]`
 * @param size the signal's height and width; by default the bound holds for signals of every size
 */
export function rigorousNorm(kernel: ArrayLike<number>, geometry: KernelGeometry, size: SignalSize = anySize): number {
  const blocks = blockBounds(kernel, geometry, size)
  const bounds = Float64Array.from(blocks, (block) => block.bound)
  const { upper } = nonnegativeNorm(bounds, geometry.outputChannels, geometry.inputChannels)
  return roundUp(upper, 2 * geometry.height * geometry.width)
}

/**
 * Adds `weight · ∂n/∂kernel` to `gradient`, where n is {@link rigorousNorm}: the outer product of the singular vectors
 * of the matrix of block bounds, times the gradients of the block bounds. At ties one element of the subdifferential.
 */
export function addRigorousNormGradient(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  size: SignalSize,
  weight: number,
  gradient: Float64Array,
): void {
  const { outputChannels, inputChannels } = geometry
  const taps = geometry.height * geometry.width
  const blocks = blockBounds(kernel, geometry, size)
  const { left, right } = nonnegativeNorm(
    Float64Array.from(blocks, (block) => block.bound),
    outputChannels,
    inputChannels,
  )
  blocks.forEach((block, index) => {
    const share = left[Math.floor(index / inputChannels)] * right[index % inputChannels]
    addBlockGradient(kernel, index * taps, block, weight * share, gradient)
  })
}
