import { createRandom } from '@numeural/core'
import { multiply, multiplyTransposed, type SparseMatrix } from './convolution-matrix.js'

/** A lower bound of ‖K‖₂ and the unit vector that attains it. */
export interface LeadingVector {
  readonly norm: number
  readonly vector: Float64Array
}

/**
 * The power method on KᵀK. ‖Kx‖/‖x‖ is a lower bound of ‖K‖₂ for every x; how close it is, the method cannot prove.
 *
 * @param iterations at most so many; it stops early when nothing changes
 */
export function powerIteration(matrix: SparseMatrix, iterations = 300): LeadingVector {
  const random = createRandom(0, 'power-iteration')
  let vector = unit(Float64Array.from({ length: matrix.columns }, () => random.normal()))
  let norm = 0
  for (let iteration = 0; iteration < iterations; iteration++) {
    const image = multiply(matrix, vector)
    const next = length(image)
    if (next === 0) return { norm: 0, vector }
    const change = next - norm
    norm = next
    if (iteration > 10 && change <= 1e-14 * norm) break
    vector = unit(multiplyTransposed(matrix, image))
  }
  // A little less than computed, so that rounding cannot make it larger than the norm.
  return { norm: length(multiply(matrix, vector)) * (1 - 1e-13), vector }
}

function unit(x: Float64Array): Float64Array {
  const scale = length(x)
  return x.map((value) => value / scale)
}

function length(x: Float64Array): number {
  let sum = 0
  for (const value of x) sum += value * value
  return Math.sqrt(sum)
}
