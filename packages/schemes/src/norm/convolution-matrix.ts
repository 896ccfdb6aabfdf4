import type { KernelGeometry } from '@numeural/core'
import { fold } from './axis-patterns.js'

/** Rows of a convolution matrix without their zeros, for power iteration and exact bounds at one signal size. */
export interface SparseMatrix {
  readonly rows: number
  readonly columns: number
  /** Row r has the entries `start[r]` to `start[r + 1]`. */
  readonly start: Int32Array
  readonly column: Int32Array
  readonly value: Float64Array
}

/**
 * The matrix of a convolution with its boundary rule. Signals are laid out `[height, width, channels]`, which keeps
 * matrices of several channels banded.
 */
export function convolutionMatrix(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  size: { readonly height: number; readonly width: number },
): SparseMatrix {
  const { outputChannels, inputChannels, height, width, centreX, centreY, boundary } = geometry
  const rows = size.height * size.width * outputChannels
  const start = new Int32Array(rows + 1)
  const column: number[] = []
  const value: number[] = []
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      for (let o = 0; o < outputChannels; o++) {
        const entries = new Map<number, number>()
        for (let a = 0; a < height; a++) {
          const sampleY = fold(y + a - centreY, size.height, boundary)
          if (sampleY === null) continue
          for (let b = 0; b < width; b++) {
            const sampleX = fold(x + b - centreX, size.width, boundary)
            if (sampleX === null) continue
            for (let i = 0; i < inputChannels; i++) {
              const at = (sampleY * size.width + sampleX) * inputChannels + i
              const tap = kernel[((o * inputChannels + i) * height + a) * width + b]!
              entries.set(at, (entries.get(at) ?? 0) + tap)
            }
          }
        }
        const row = (y * size.width + x) * outputChannels + o
        for (const [at, entry] of entries) {
          column.push(at)
          value.push(entry)
        }
        start[row + 1] = column.length
      }
    }
  }
  return {
    rows,
    columns: size.height * size.width * inputChannels,
    start,
    column: Int32Array.from(column),
    value: Float64Array.from(value),
  }
}

/** K·x, into `y`. */
export function multiply({ rows, start, column, value }: SparseMatrix, x: Float64Array, y: Float64Array): void {
  for (let r = 0; r < rows; r++) {
    let sum = 0
    for (let k = start[r]!; k < start[r + 1]!; k++) sum += value[k]! * x[column[k]!]!
    y[r] = sum
  }
}

/** Kᵀ·y, into `x`. */
export function multiplyTransposed(
  { rows, start, column, value }: SparseMatrix,
  y: Float64Array,
  x: Float64Array,
): void {
  x.fill(0)
  for (let r = 0; r < rows; r++) for (let k = start[r]!; k < start[r + 1]!; k++) x[column[k]!]! += value[k]! * y[r]!
}
