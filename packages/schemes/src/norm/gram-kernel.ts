import type { KernelGeometry } from '@numeural/core'
import { multiplyUp } from '@numeural/formula'

/** The products of which KᵀK is made, for kernels scaled to a largest tap in [½, 1). */
export interface GramKernel {
  readonly geometry: KernelGeometry
  /** Σ_o k(o, i, t) k(o, j, s) at `((t·taps + s)·C + i)·C + j`, for C input channels. */
  readonly products: Float64Array
  /**
   * Their sums over all taps t and s of a row at the same distance d, from 1 − width on,
   * for every pair of rows: C × C numbers at `((rowOf(t)·height + rowOf(s))·(2·width − 1) + d + width − 1)·C²`.
   * A tap t at x meets s at x + s − t.
   */
  readonly distances: Float64Array
  /** What the kernel was multiplied by: a power of two, the inverse of which is finite. */
  readonly scale: number
  /** Largest row sum of the absolute products; every entry is off by less than `terms · ε` times what it adds up. */
  readonly rowSum: number
  readonly terms: number
}

const largestTable = 4e6

/** Null for kernels of zeros, kernels that are not finite, and those that have too many products. */
export function gramKernel(kernel: ArrayLike<number>, geometry: KernelGeometry): GramKernel | null {
  const { inputChannels, outputChannels, height, width } = geometry
  const taps = height * width
  if ((taps * inputChannels) ** 2 > largestTable) return null
  const scale = scaleOf(kernel)
  if (scale === null) return null
  // Row t of `ordered` holds the C × O matrix of one tap.
  const ordered = new Float64Array(taps * inputChannels * outputChannels)
  for (let o = 0; o < outputChannels; o++) {
    for (let i = 0; i < inputChannels; i++) {
      for (let t = 0; t < taps; t++) {
        ordered[(t * inputChannels + i) * outputChannels + o] = kernel[(o * inputChannels + i) * taps + t]! * scale
      }
    }
  }
  const products = new Float64Array((taps * inputChannels) ** 2)
  const rowSums = new Float64Array(inputChannels)
  for (let t = 0; t < taps; t++) {
    for (let s = 0; s < taps; s++) {
      for (let i = 0; i < inputChannels; i++) {
        for (let j = 0; j < inputChannels; j++) {
          let sum = 0
          let size = 0
          for (let o = 0; o < outputChannels; o++) {
            const product =
              ordered[(t * inputChannels + i) * outputChannels + o]! *
              ordered[(s * inputChannels + j) * outputChannels + o]!
            sum += product
            size += Math.abs(product)
          }
          products[((t * taps + s) * inputChannels + i) * inputChannels + j] = sum
          rowSums[i]! += size
        }
      }
    }
  }
  const distances = distancesOf(products, geometry)
  return {
    geometry,
    products,
    distances,
    scale,
    rowSum: Math.max(...rowSums),
    terms: outputChannels + 4 * taps * taps + 32,
  }
}

/** A bound of the square of the norm of the kernel itself, from that of the scaled one; rounded up. */
export function unscaled({ scale }: { readonly scale: number }, square: number): number {
  return multiplyUp(multiplyUp(square, 1 / scale), 1 / scale)
}

/** The power of two that brings the largest tap to about 1; null for kernels of zeros and such as are not finite. */
export function scaleOf(kernel: ArrayLike<number>): number | null {
  let largest = 0
  for (let i = 0; i < kernel.length; i++) largest = Math.max(largest, Math.abs(kernel[i]!))
  if (!(largest > 0 && Number.isFinite(largest))) return null
  return 2 ** Math.max(-1022, Math.min(1022, -Math.floor(Math.log2(largest)) - 1))
}

function distancesOf(products: Float64Array, { inputChannels, height, width }: KernelGeometry): Float64Array {
  const square = inputChannels * inputChannels
  const taps = height * width
  const distances = new Float64Array(height * height * (2 * width - 1) * square)
  for (let t = 0; t < taps; t++) {
    for (let s = 0; s < taps; s++) {
      const rows = Math.floor(t / width) * height + Math.floor(s / width)
      const at = (rows * (2 * width - 1) + (s % width) - (t % width) + width - 1) * square
      for (let i = 0; i < square; i++) distances[at + i]! += products[(t * taps + s) * square + i]!
    }
  }
  return distances
}

/** How far the eigenvalues of KᵀK may be off if its row sums are `times` those of the products. */
export function roundingOf({ terms, rowSum }: GramKernel, times: number): number {
  return 4 * Number.EPSILON * terms * times * rowSum
}
