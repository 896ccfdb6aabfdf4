import type { KernelGeometry } from '../../plan/operation.js'
import type { Dtype, SignalShape } from '../../plan/shape.js'
import { laneType, rowBytes } from '../emit/lane-type.js'

// The numbers of assembly/winograd/points.ts.
const tile = 4
const entries = 3
const points = 6
const products = points * points

/** Tiles that are transformed, multiplied and transformed back together shall stay in the second-level cache. */
const blockBytes = 384 * 1024

/** The cost of moving a vector of four tiles to or from the products, in products of vectors. */
const transformCost = 12

/** The cost of transforming a block of 3×3 kernel entries, in products of vectors. */
const weightCost = 60

/** How a convolution goes by Winograd's tiles. */
export interface WinogradTiling {
  /** Groups of four tiles side by side that are transformed together. */
  readonly block: number
}

/**
 * How the convolutions of a geometry go by Winograd's tiles; null if they go directly, because that needs fewer operations (few
 * channels, small images, flat kernels), or because the tiles would round too much (float64).
 * The rule sees shapes only: the same plan gives the same bits everywhere.
 */
export function winogradTiling(dtype: Dtype, geometry: KernelGeometry, shape: SignalShape): WinogradTiling | null {
  if (dtype !== 'float32' || winogradCost(geometry, shape) >= directCost(geometry, shape)) return null
  const fitting = Math.floor(blockBytes / (products * 16 * (sourcesOf(geometry) + geometry.outputChannels)))
  return { block: Math.min(16, Math.max(4, fitting)) }
}

/** Products of vectors of the direct convolution of a sample; it takes four output channels at a time. */
function directCost({ outputChannels, inputChannels, height, width }: KernelGeometry, shape: SignalShape): number {
  const outputs = outputChannels + (outputChannels % 4)
  return outputs * inputChannels * height * width * shape.height * Math.ceil(shape.width / laneType('float32').lanes)
}

function winogradCost(geometry: KernelGeometry, shape: SignalShape): number {
  const sources = sourcesOf(geometry)
  const results = fours(geometry.outputChannels)
  const vectors = products * Math.ceil(shape.height / tile) * groupsAcross(shape)
  return vectors * (sources * results + transformCost * (sources + results)) + weightCost * sources * results
}

/** Scratch bytes of `winogradConvolution`. */
export function winogradScratch({ block }: WinogradTiling, geometry: KernelGeometry): number {
  const sources = sourcesOf(geometry)
  const results = fours(geometry.outputChannels)
  const work = Math.max(signalWorkBytes(geometry, block), 16 * tile * (points + 1))
  return weightBytes(results, sources) + tileBytes(sources, block) + tileBytes(results, block) + work
}

/** Scratch bytes of `winogradTransposedConvolution`. */
export function winogradTransposedScratch(
  { block }: WinogradTiling,
  geometry: KernelGeometry,
  shape: SignalShape,
): number {
  const { down, across } = blocksOf(geometry)
  const sources = geometry.outputChannels
  const results = fours(sourcesOf(geometry))
  const wideRow = rowBytes('float32', 4 * tile * groupsAcross(shape) + tile + entries * (across - 1))
  const wideRows = tile * Math.ceil(shape.height / tile) + points - tile + entries * (down - 1)
  const wide = geometry.inputChannels * wideRows * wideRow
  const work = points * (16 * tile * block + 16)
  return weightBytes(results, sources) + tileBytes(sources, block) + tileBytes(results, block) + wide + work
}

/** Scratch bytes of `winogradKernelGradient`. */
export function winogradGradientScratch({ block }: WinogradTiling, geometry: KernelGeometry): number {
  const sources = Math.ceil(sourcesOf(geometry) / 2) * 2
  const results = fours(geometry.outputChannels)
  const work = Math.max(signalWorkBytes(geometry, block), points * 16 * tile * block)
  return 16 * products * results * sources + tileBytes(results, block) + tileBytes(sources, block) + work
}

/** Blocks of 3×3 entries that cover a kernel. */
function blocksOf({ height, width }: KernelGeometry): { down: number; across: number } {
  return { down: Math.ceil(height / entries), across: Math.ceil(width / entries) }
}

/** Input channels, each once for every block of the kernel. */
function sourcesOf(geometry: KernelGeometry): number {
  const { down, across } = blocksOf(geometry)
  return geometry.inputChannels * down * across
}

function groupsAcross(shape: SignalShape): number {
  return Math.ceil(shape.width / (4 * tile))
}

function fours(count: number): number {
  return Math.ceil(count / 4) * 4
}

/** As `transformedWeightBytes` in assembly/winograd/weights.ts. */
function weightBytes(results: number, sources: number): number {
  return 4 * products * results * sources + 8 * 28
}

/** As 36 `productStep`s in assembly/winograd/convolution.ts. */
function tileBytes(rows: number, block: number): number {
  return products * (16 * rows * block + 64)
}

/** As `signalWorkBytes` in assembly/winograd/signal-tiles.ts. */
function signalWorkBytes(geometry: KernelGeometry, block: number): number {
  const { down, across } = blocksOf(geometry)
  return (entries * (down - 1) + 2 * points) * rowBytes('float32', 4 * tile * block + entries * (across - 1) + 2)
}
