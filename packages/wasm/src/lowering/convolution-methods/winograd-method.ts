import type { KernelGeometry, SignalShape } from '@numeural/plan'
import { rowBytes } from '../../emit/lane-type.js'
import type { ConvolutionMethod } from './convolution-method.js'

// The numbers of assembly/winograd/points.ts.
const tile = 4
const entries = 3
const points = 6
const products = points * points

/**
 * Tiles that are transformed, multiplied and transformed back together shall stay in the second-level cache.
 * The sums of a kernel gradient are read and written once for each block: it has larger ones.
 */
const blockBytes = { convolution: 384 * 1024, kernelGradient: 1536 * 1024 }

/**
 * The measured cost of moving a vector of four tiles to or from the products,
 * and of transforming 3×3 kernel entries there or back.
 */
const costs = { transform: 8, weights: 130 }

/** Winograd's tiles, F(4×4, 3×3) for every block of 3×3 kernel entries: assembly/winograd. */
export function winogradMethod(geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const { outputChannels, inputChannels } = geometry
  const down = Math.ceil(geometry.height / entries)
  const across = Math.ceil(geometry.width / entries)
  // Every block of the kernel counts as an input channel of its own.
  const parts = inputChannels * down * across
  const groups = Math.ceil(shape.width / (4 * tile))
  const rows = Math.ceil(shape.height / tile)
  const fitting = (bytes: number): number => Math.max(4, Math.floor(bytes / (products * 16 * (parts + outputChannels))))
  const block = Math.min(16, fitting(blockBytes.convolution))
  const gradientBlock = Math.min(64, fitting(blockBytes.kernelGradient))
  const tiles = (channels: number, groups: number): number => products * (16 * channels * groups + 64)
  const signalWork = (groups: number): number =>
    (entries * (down - 1) + 2 * points) * rowBytes('float32', 4 * tile * groups + entries * (across - 1) + 2)
  const resultWork = (groups: number): number => points * 16 * tile * groups
  const wideRow = rowBytes('float32', 4 * tile * groups + tile + entries * (across - 1))
  const wide = inputChannels * (tile * rows + points - tile + entries * (down - 1)) * wideRow
  const results = fours(outputChannels)
  const pairs = 2 * Math.ceil(parts / 2)
  return {
    kernels: {
      convolution: 'winogradConvolution',
      transposedConvolution: 'winogradTransposedConvolution',
      kernelGradient: 'winogradKernelGradient',
    },
    arguments: { convolution: [block], transposedConvolution: [block], kernelGradient: [gradientBlock] },
    scratch: {
      convolution:
        weightBytes(results, parts) +
        tiles(parts, block) +
        tiles(results, block) +
        Math.max(signalWork(block), 16 * tile * (points + 1)),
      transposedConvolution:
        weightBytes(fours(parts), outputChannels) +
        tiles(outputChannels, block) +
        tiles(fours(parts), block) +
        wide +
        resultWork(block) +
        16 * points,
      kernelGradient:
        16 * products * results * pairs +
        tiles(results, gradientBlock) +
        tiles(pairs, gradientBlock) +
        Math.max(signalWork(gradientBlock), resultWork(gradientBlock)),
    },
    cost:
      products * rows * groups * (parts * results + costs.transform * (parts + results)) +
      costs.weights * parts * results,
  }
}

function fours(count: number): number {
  return 4 * Math.ceil(count / 4)
}

/** As `transformedWeightBytes` in assembly/winograd/weights.ts. */
function weightBytes(results: number, sources: number): number {
  return 4 * products * results * sources + 32 * 27 + 4 * 12
}
