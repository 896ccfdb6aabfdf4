import { roundUp } from './round-up.js'

/** Spectral norm of a matrix without negative entries. */
export interface NonnegativeNorm {
  /** At least the norm, rounding included. */
  readonly upper: number
  /** Left and right singular vectors of length 1: the gradient of the norm is their outer product. */
  readonly left: Float64Array
  readonly right: Float64Array
}

const iterations = 2000
const agreement = 1e-15

/**
 * The spectral norm of B ≥ 0 from above, by Collatz–Wielandt: ‖B‖₂² ≤ max_i (BᵀBx)_i / x_i for every x > 0
 * (mathematics of the certificates: C21 sec. 3.3 with the correction of its block rule). x is improved by the power
 * method; whatever x it stops at, the bound holds.
 *
 * @param matrix row by row
 */
export function nonnegativeNorm(matrix: ArrayLike<number>, rows: number, columns: number): NonnegativeNorm {
  const x = new Float64Array(columns).fill(1)
  const bx = new Float64Array(rows)
  const next = new Float64Array(columns)
  let best = Number.POSITIVE_INFINITY
  for (let iteration = 0; iteration < iterations; iteration++) {
    multiply(matrix, rows, columns, x, bx)
    multiplyTransposed(matrix, rows, columns, bx, next)
    let upper = 0
    let largest = 0
    for (let i = 0; i < columns; i++) {
      upper = Math.max(upper, next[i] / x[i])
      largest = Math.max(largest, next[i])
    }
    const settled = best - upper <= agreement * best
    best = Math.min(best, upper)
    if (largest === 0 || (settled && iteration > 0)) break
    // x must stay positive for the bound; directions that B does not reach keep a trace.
    for (let i = 0; i < columns; i++) x[i] = Math.max(next[i] / largest, 1e-100)
  }
  multiply(matrix, rows, columns, x, bx)
  return { upper: roundUp(Math.sqrt(best), 2 * (rows + columns)), left: unit(bx), right: unit(x) }
}

function multiply(matrix: ArrayLike<number>, rows: number, columns: number, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j] * x[j]
    y[i] = sum
  }
}

function multiplyTransposed(
  matrix: ArrayLike<number>,
  rows: number,
  columns: number,
  y: Float64Array,
  x: Float64Array,
): void {
  x.fill(0)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) x[j] += matrix[i * columns + j] * y[i]
}

function unit(x: Float64Array): Float64Array {
  const length = Math.hypot(...x)
  return length === 0 ? x : x.map((value) => value / length)
}
