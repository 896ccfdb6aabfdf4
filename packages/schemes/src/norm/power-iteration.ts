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
  const vector = Float64Array.from({ length: matrix.columns }, () => random.normal())
  const image = new Float64Array(matrix.rows)
  normalise(vector)
  let norm = 0
  for (let iteration = 0; iteration < iterations; iteration++) {
    multiply(matrix, vector, image)
    const next = lengthOf(image)
    if (next === 0) return { norm: 0, vector }
    const change = next - norm
    norm = next
    if (iteration > 10 && change <= 1e-14 * norm) break
    multiplyTransposed(matrix, image, vector)
    normalise(vector)
  }
  multiply(matrix, vector, image)
  // A little less than computed, so that rounding cannot make it larger than the norm.
  return { norm: lengthOf(image) * (1 - 1e-13), vector }
}

function normalise(x: Float64Array): void {
  const scale = lengthOf(x)
  for (let i = 0; i < x.length; i++) x[i]! /= scale
}

function lengthOf(x: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!
  return Math.sqrt(sum)
}
