import type { KernelGeometry, SignalShape } from '@numeural/plan'
import type { ConvolutionMethod } from './convolution-method.js'

// The numbers of assembly/fourier/window.ts.
const windowSize = 24
const columns = 13
const frequencies = columns * windowSize
const workBytes = windowSize * columns * 32 + 2 * windowSize * 32

/** Spectra of windows that are multiplied together. */
const blockBytes = 1.6 * 1024 * 1024

/** The measured cost of transforming a window of four channels, there or back, and of four kernels. */
const costs = { window: 9000, kernels: 7500 }

/**
 * Spectra of overlapping windows of 24×24 values: assembly/fourier.
 * A kernel beyond 21 entries leaves no room for a tile.
 */
export function fourierMethod(geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const tileHeight = tileSize(shape.height, geometry.height)
  const tileWidth = tileSize(shape.width, geometry.width)
  const down = Math.ceil(shape.height / tileHeight)
  const across = Math.ceil(shape.width / tileWidth)
  const windows = down * across
  const { inputChannels, outputChannels } = geometry
  const inputs = Math.ceil(inputChannels / 4)
  const outputs = Math.ceil(outputChannels / 4)
  const fitting = Math.floor(blockBytes / (frequencies * 32 * (inputs + outputs)))
  const block = Math.min(16, Math.max(2, fitting))
  const tiling = [tileHeight, tileWidth, block]
  const spectra = (rows: number, fours: number): number => frequencies * (rows * 32 * fours + 64)
  const blocks = spectra(block, inputs) + spectra(block, outputs)
  const overlapping = 4 * ((down - 1) * tileHeight + windowSize) * ((across - 1) * tileWidth + windowSize)
  const tiled = 4 * windows * tileHeight * tileWidth
  const isTooWide = Math.max(geometry.height, geometry.width) > windowSize - 3
  return {
    kernels: {
      convolution: 'fourierConvolution',
      transposedConvolution: 'fourierTransposedConvolution',
      kernelGradient: 'fourierKernelGradient',
    },
    arguments: { convolution: tiling, transposedConvolution: tiling, kernelGradient: tiling },
    scratch: {
      convolution: spectra(4 * inputs, outputs) + blocks + 4 * inputs * overlapping + workBytes,
      transposedConvolution:
        spectra(4 * outputs, inputs) + blocks + 4 * outputs * tiled + inputChannels * overlapping + workBytes,
      kernelGradient:
        spectra(4 * inputs, outputs) + blocks + 4 * inputs * overlapping + 4 * outputs * tiled + workBytes,
    },
    cost: isTooWide
      ? Number.POSITIVE_INFINITY
      : windows * (16 * frequencies * inputs * outputs + costs.window * (inputs + outputs)) +
        4 * costs.kernels * inputs * outputs,
  }
}

/** The smallest multiple of four that needs no more windows than the largest tile which a kernel leaves room for. */
function tileSize(size: number, kernelSize: number): number {
  const largest = 4 * Math.max(1, Math.floor((windowSize + 1 - kernelSize) / 4))
  const count = Math.ceil(size / largest)
  return 4 * Math.ceil(size / (4 * count))
}
