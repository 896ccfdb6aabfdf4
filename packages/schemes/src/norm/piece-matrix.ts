import type { AxisPiece } from './axis-piece.js'
import type { BandedMatrix } from './banded-cholesky.js'
import type { GramKernel } from './gram-kernel.js'

/** Room for matrices and their factors, used again and again. */
export interface Workspace {
  bands: Float64Array
  factor: Float64Array
}

/**
 * KᵀK summed along the second axis: for every pair (t, s) of taps along the first, C × C entries at
 * `(((t·height + s)·length + x)·(2·reach + 1) + y − x + reach)·C²`.
 */
export function summedAlongX(gram: GramKernel, piece: AxisPiece): Float64Array {
  const { inputChannels, height } = gram.geometry
  const { length, reach, weights } = piece
  const square = inputChannels * inputChannels
  const span = 2 * reach + 1
  const sums = new Float64Array(height * height * length * span * square)
  for (let pair = 0; pair < height * height; pair++) {
    const offset = pair * length * span
    addRegular(sums, offset, gram, pair, piece)
    addFolded(sums, offset, gram, pair, piece)
    for (let entry = 0; entry < length * span; entry++) {
      for (let i = 0; i < square; i++) sums[(offset + entry) * square + i]! *= weights[entry]!
    }
  }
  return sums
}

/** The entries between samples that rows read without folding: they depend on the distance alone. */
function addRegular(
  sums: Float64Array,
  offset: number,
  { geometry: { inputChannels, width }, distances }: GramKernel,
  pair: number,
  { reach, regular: [from, to] }: AxisPiece,
): void {
  const square = inputChannels * inputChannels
  for (let x = from; x < to; x++) {
    for (let y = Math.max(from, x - width + 1); y < Math.min(to, x + width); y++) {
      const at = (offset + x * (2 * reach + 1) + y - x + reach) * square
      const source = (pair * (2 * width - 1) + y - x + width - 1) * square
      for (let i = 0; i < square; i++) sums[at + i]! += distances[source + i]!
    }
  }
}

/** All other entries, row by row. */
function addFolded(
  sums: Float64Array,
  offset: number,
  { geometry: { inputChannels, height, width }, products }: GramKernel,
  pair: number,
  { samples, reach, regular: [from, to] }: AxisPiece,
): void {
  const square = inputChannels * inputChannels
  const [t, s] = [Math.floor(pair / height), pair % height]
  for (let row = 0; row < samples.length; row += width) {
    for (let a = 0; a < width; a++) {
      const x = samples[row + a]!
      if (x < 0) continue
      const isRegular = x >= from && x < to
      for (let b = 0; b < width; b++) {
        const y = samples[row + b]!
        if (y < 0 || (isRegular && y >= from && y < to)) continue
        const source = ((t * width + a) * height * width + s * width + b) * square
        const at = (offset + x * (2 * reach + 1) + y - x + reach) * square
        for (let i = 0; i < square; i++) sums[at + i]! += products[source + i]!
      }
    }
  }
}

/**
 * KᵀK on the product of two pieces, with samples ordered along the longer one.
 *
 * @param sums {@link summedAlongX} of `x`
 */
export function pieceMatrix(
  { geometry }: GramKernel,
  y: AxisPiece,
  x: AxisPiece,
  sums: Float64Array,
  workspace: Workspace,
): BandedMatrix {
  const { inputChannels, height } = geometry
  const { size, band, strideY, strideX } = shapeOf(inputChannels, y, x)
  if (workspace.bands.length < size * (band + 1)) {
    workspace.bands = new Float64Array(2 * size * (band + 1))
    workspace.factor = new Float64Array(2 * size * (band + 1))
  }
  const bands = workspace.bands.subarray(0, size * (band + 1)).fill(0)
  const spanY = 2 * y.reach + 1
  const plane = x.length * (2 * x.reach + 1) * inputChannels * inputChannels
  for (let row = 0; row < y.samples.length; row += height) {
    for (let t = 0; t < height; t++) {
      const at = y.samples[row + t]!
      if (at < 0) continue
      for (let s = 0; s < height; s++) {
        const other = y.samples[row + s]!
        if (other < 0 || (strideY > strideX && other > at)) continue
        const weight = y.weights[at * spanY + other - at + y.reach]!
        const from = (t * height + s) * plane
        addPlane(bands, band, sums, from, weight, at * strideY, other * strideY, strideX, x, inputChannels)
      }
    }
  }
  return { size, band, bands }
}

/** Adds the sums along x of one pair of rows to the lower half of the matrix. */
function addPlane(
  bands: Float64Array,
  band: number,
  sums: Float64Array,
  offset: number,
  weight: number,
  rowBase: number,
  columnBase: number,
  stride: number,
  { length, reach }: AxisPiece,
  channels: number,
): void {
  const span = 2 * reach + 1
  for (let x = 0; x < length; x++) {
    const row = (rowBase + x * stride) * channels
    const last = Math.min(length - 1, x + reach)
    for (let other = Math.max(0, x - reach); other <= last; other++) {
      const column = (columnBase + other * stride) * channels
      if (column > row) continue
      let from = offset + (x * span + other - x + reach) * channels * channels
      for (let i = 0; i < channels; i++, from += channels) {
        const to = (row + i) * (band + 1) + row + i - column
        const count = row === column ? i + 1 : channels
        for (let j = 0; j < count; j++) bands[to - j]! += weight * sums[from + j]!
      }
    }
  }
}

/** Multiplications of making and factorising one matrix, about. */
export function matrixCost(channels: number, height: number, y: Extent, x: Extent): number {
  const { size, band } = shapeOf(channels, y, x)
  return (size * (band + 1) * (band + 1)) / 2 + y.length * height * height * size * (x.reach + 1) * channels
}

type Extent = Pick<AxisPiece, 'length' | 'reach'>

function shapeOf(channels: number, y: Extent, x: Extent) {
  const [strideY, strideX] = y.length > x.length ? [x.length, 1] : [1, y.length]
  const size = y.length * x.length * channels
  const band = Math.min(size, (y.reach * strideY + x.reach * strideX + 1) * channels) - 1
  return { size, band, strideY, strideX }
}
