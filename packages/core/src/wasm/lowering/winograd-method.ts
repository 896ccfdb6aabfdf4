import type { KernelGeometry } from '../../plan/operation.js'
import type { SignalShape } from '../../plan/shape.js'
import { rowBytes } from '../emit/lane-type.js'
import type { ConvolutionMethod } from './convolution-method.js'

// The numbers of assembly/winograd/points.ts.
const tile = 4
const entries = 3
const points = 6
const products = points * points

/** Tiles that are transformed, multiplied and transformed back together shall stay in the second-level cache. */
const blockBytes = 384 * 1024

/** The measured cost of moving a vector of four tiles to or from the products, and of transforming 3×3 kernel entries. */
const costs = { transform: 12, weights: 60 }

/** Winograd's tiles, F(4×4, 3×3) for every block of 3×3 kernel entries: assembly/winograd. */
export function winogradMethod(geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const { outputChannels, inputChannels } = geometry
  const down = Math.ceil(geometry.height / entries)
  const across = Math.ceil(geometry.width / entries)
  // Every block of the kernel counts as an input channel of its own.
  const parts = inputChannels * down * across
  const groups = Math.ceil(shape.width / (4 * tile))
  const rows = Math.ceil(shape.height / tile)
  const fitting = Math.floor(blockBytes / (products * 16 * (parts + outputChannels)))
  const block = Math.min(16, Math.max(4, fitting))
  const tiles = (channels: number): number => products * (16 * channels * block + 64)
  const signalRow = rowBytes('float32', 4 * tile * block + entries * (across - 1) + 2)
  const signalWork = (entries * (down - 1) + 2 * points) * signalRow
  const resultWork = points * 16 * tile * block
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
    arguments: [block],
    scratch: {
      convolution:
        weightBytes(results, parts) + tiles(parts) + tiles(results) + Math.max(signalWork, 16 * tile * (points + 1)),
      transposedConvolution:
        weightBytes(fours(parts), outputChannels) +
        tiles(outputChannels) +
        tiles(fours(parts)) +
        wide +
        (resultWork + points * 16),
      kernelGradient:
        16 * products * results * pairs + tiles(results) + tiles(pairs) + Math.max(signalWork, resultWork),
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
