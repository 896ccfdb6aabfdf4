import type { KernelGeometry } from '@numeural/core'
import { sqrtUp } from '@numeural/formula'
import { addBlockGradient, boundBlocks, noBlockBounds } from './block-bounds.js'
import { anySize, kernelPatterns, type SignalSize } from './kernel-patterns.js'
import { nonnegativeNorm, normMemory } from './nonnegative-norm.js'

/** {@link rigorousNorm} for kernels of one geometry, with its gradient; owns the arrays that both need. */
export interface RigorousNorm {
  /** An upper bound of ‖K‖₂². */
  squared(kernel: ArrayLike<number>): number
  /**
   * Adds `weight · ∂n/∂kernel` to `gradient` for the kernel that was measured last,
   * where n is {@link rigorousNorm}: the outer product of the singular vectors of the matrix of block norms,
   * times the gradients of these. At ties it is one element of the subdifferential.
   */
  addGradient(kernel: ArrayLike<number>, weight: number, gradient: Float64Array): void
}

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
  return createRigorousNorm(geometry, size).squared(kernel)
}

/** The root of {@link rigorousNormSquared}: an upper bound of ‖K‖₂. */
export function rigorousNorm(kernel: ArrayLike<number>, geometry: KernelGeometry, size: SignalSize = anySize): number {
  return sqrtUp(rigorousNormSquared(kernel, geometry, size))
}

/** Makes a {@link RigorousNorm}, which is asked in every training step. */
export function createRigorousNorm(geometry: KernelGeometry, size: SignalSize): RigorousNorm {
  const { outputChannels, inputChannels, height, width } = geometry
  const taps = height * width
  const patterns = kernelPatterns(geometry, size)
  const bounds = noBlockBounds(geometry)
  const norm = normMemory(outputChannels, inputChannels)
  return {
    squared(kernel) {
      boundBlocks(kernel, patterns, taps, bounds)
      return nonnegativeNorm(bounds.squared, outputChannels, inputChannels, norm).squared
    },
    addGradient(kernel, weight, gradient) {
      for (let block = 0; block < bounds.squared.length; block++) {
        const share = norm.left[Math.floor(block / inputChannels)]! * norm.right[block % inputChannels]!
        addBlockGradient(kernel, bounds, block, taps, weight * share, gradient)
      }
    },
  }
}
