import type { PlanConstants } from '@numeural/core'
import { channelOf, type PlanBuilder, type Signal } from '@numeural/core'
import type { CoarseSolver } from './coarse-solver.js'

/**
 * Direct solution of a linear coarse equation by the inverse of its matrix, whatever x was.
 *
 * @param inverse `[n, n]` for n unknowns, `[channels, height, width]` in this order
 */
export function directSolver(constants: PlanConstants, inverse: Float64Array): CoarseSolver {
  return { name: 'direct', solve: (_, b, { builder }) => denseProduct(builder, constants, b, inverse) }
}

/**
 * A dense matrix times a signal with plan operations:
 * a convolution whose kernel is as large as the grid has, at the first pixel, the inner products with all rows as its
 * channels; the transpose of the convolution that picks single pixels puts them where they belong.
 */
function denseProduct(builder: PlanBuilder, constants: PlanConstants, b: Signal, matrix: Float64Array): Signal {
  const { channels, height, width } = b.shape
  const n = channels * height * width
  const geometry = builder.geometry(b, { height, width, outputChannels: n, centreY: 0, centreX: 0, boundary: 'zero' })
  const rows = constants.vector('coarse:inverse', n * n, () => matrix)
  const identity = constants.vector('coarse:identity', n * n, () => identityMatrix(n))
  const first = constants.signal('coarse:first', { channels: 1, height, width }, () => firstPixel(height * width))
  const products = builder.convolution(b, rows, geometry)
  const picked = builder.map('p*f', { p: products, f: channelOf(first, 0) })
  return builder.transposedConvolution(picked, identity, geometry)
}

function identityMatrix(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1
  return matrix
}

function firstPixel(size: number): Float64Array {
  const pixels = new Float64Array(size)
  pixels[0] = 1
  return pixels
}
