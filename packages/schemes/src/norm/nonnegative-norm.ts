import { productUp, quotientUp, rootUp, sumUp } from './upward.js'

/** Spectral norm of a matrix without negative entries. */
export interface NonnegativeNorm {
  /** At least the square of the norm, rounding included. */
  readonly squared: number
  /** Left and right singular vectors of length 1: the gradient of the norm is their outer product. */
  readonly left: Float64Array
  readonly right: Float64Array
}

const iterations = 2000

/**
 * ‖B‖₂² from above for the matrix B ≥ 0 with the given squared entries, by Collatz–Wielandt:
 * ‖B‖₂² ≤ max_i (BᵀBx)_i / x_i for every x > 0. x is improved by the power method; whatever x it stops at, the bound
 * holds. With one row or one column the norm is the root of the sum of the squares.
 *
 * @param squares the squared entries, row by row
 */
export function nonnegativeNorm(squares: ArrayLike<number>, rows: number, columns: number): NonnegativeNorm {
  const matrix = Float64Array.from(squares, rootUp)
  const x = new Float64Array(columns).fill(1)
  const bx = new Float64Array(rows)
  const next = new Float64Array(columns)
  let squared = Number.POSITIVE_INFINITY
  for (let iteration = 0; iteration < iterations; iteration++) {
    multiply(matrix, rows, columns, x, bx)
    multiplyTransposed(matrix, rows, columns, bx, next)
    let bound = 0
    let largest = 0
    for (let i = 0; i < columns; i++) {
      bound = Math.max(bound, quotientUp(next[i], x[i]))
      largest = Math.max(largest, next[i])
    }
    const settled = squared - bound <= Number.EPSILON * squared
    squared = Math.min(squared, bound)
    if (largest === 0 || (settled && iteration > 0)) break
    // x must stay positive for the bound; directions that B does not reach keep a trace.
    for (let i = 0; i < columns; i++) x[i] = Math.max(next[i] / largest, 1e-100)
  }
  if (rows === 1 || columns === 1) squared = Math.min(squared, sumOf(squares))
  multiply(matrix, rows, columns, x, bx)
  return { squared, left: unit(bx), right: unit(x) }
}

function sumOf(squares: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < squares.length; i++) sum = sumUp(sum, squares[i])
  return sum
}

/** y = Bx, rounded up. */
function multiply(matrix: ArrayLike<number>, rows: number, columns: number, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum = sumUp(sum, productUp(matrix[i * columns + j], x[j]))
    y[i] = sum
  }
}

/** x = Bᵀy, rounded up. */
function multiplyTransposed(
  matrix: ArrayLike<number>,
  rows: number,
  columns: number,
  y: Float64Array,
  x: Float64Array,
): void {
  x.fill(0)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) x[j] = sumUp(x[j], productUp(matrix[i * columns + j], y[i]))
  }
}

function unit(x: Float64Array): Float64Array {
  const length = Math.hypot(...x)
  return length === 0 ? x : x.map((value) => value / length)
}
