import type { ConvolutionOptions } from '@numeural/core'

/**
 * Geometry of K: the 2×2 cell of pixel (y, x) holds the pixels y, y + 1 and x, x + 1.
 * The cells of the last row and column reach beyond the image; the tensor is 0 there (see {@link interiorCells}).
 */
export const haarGeometry: ConvolutionOptions = { outputChannels: 3, width: 2, height: 2, centreX: 0, centreY: 0 }

/**
 * Kernel of K = (P, Q, M), the 2D Haar details of every 2×2 cell, divided by the grid size:
 * P and Q are the means of the two x- and the two y-edge differences,
 * M is half of the difference of the edge differences. Layout `[3, 1, 2, 2]`.
 */
export function haarDetails(gridSize = 1): Float64Array {
  const half = 0.5 / gridSize
  return Float64Array.of(-half, half, -half, half, -half, -half, half, half, half, -half, -half, half)
}

/** 1 on the cells that lie in the image, 0 on the last row and column, whose cells reach beyond it. */
export function interiorCells({ width, height }: { readonly width: number; readonly height: number }): Float64Array {
  const inside = new Float64Array(width * height)
  for (let y = 0; y < height - 1; y++) inside.fill(1, y * width, y * width + width - 1)
  return inside
}
