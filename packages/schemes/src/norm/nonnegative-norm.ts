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
/** Where the power method stops: its bound no longer falls by more than this, relatively. */
const settled = 1e-14

/**
 * ‖B‖₂² from above for the matrix B ≥ 0 with the given squared entries, by Collatz–Wielandt:
 * ‖B‖₂² ≤ max_i (BᵀBx)_i / x_i for every x > 0. x is improved by the power method; whatever x it stops at, the bound,
 * evaluated there with every operation rounded up, holds. With one row or one column the norm is the root of the sum of
 * the squares.
 *
 * @param squares the squared entries, row by row
 */
export function nonnegativeNorm(squares: ArrayLike<number>, rows: number, columns: number): NonnegativeNorm {
  const matrix = Float64Array.from(squares, rootUp)
  const x = perronVector(matrix, rows, columns)
  const bx = new Float64Array(rows)
  let squared = rows === 1 || columns === 1 ? sumOf(squares) : collatzWielandt(matrix, rows, columns, x)
  if (!Number.isFinite(squared)) squared = sumOf(squares)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) bx[i] += matrix[i * columns + j] * x[j]
  return { squared, left: unit(bx), right: unit(x) }
}

/** The positive vector that the power method for BᵀB comes to. */
function perronVector(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const x = new Float64Array(columns).fill(1)
  const next = new Float64Array(columns)
  let best = Number.POSITIVE_INFINITY
  for (let iteration = 0; iteration < iterations; iteration++) {
    next.fill(0)
    for (let i = 0; i < rows; i++) {
      let image = 0
      for (let j = 0; j < columns; j++) image += matrix[i * columns + j] * x[j]
      for (let j = 0; j < columns; j++) next[j] += matrix[i * columns + j] * image
    }
    let bound = 0
    let largest = 0
    for (let j = 0; j < columns; j++) {
      bound = Math.max(bound, next[j] / x[j])
      largest = Math.max(largest, next[j])
    }
    if (largest === 0 || bound >= best * (1 - settled)) break
    best = bound
    // x must stay positive for the bound; directions that B does not reach keep a trace.
    for (let j = 0; j < columns; j++) x[j] = Math.max(next[j] / largest, 1e-100)
  }
  return x
}

/** max_i (BᵀBx)_i / x_i, rounded up. */
function collatzWielandt(matrix: Float64Array, rows: number, columns: number, x: Float64Array): number {
  const next = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    let image = 0
    for (let j = 0; j < columns; j++) image = sumUp(image, productUp(matrix[i * columns + j], x[j]))
    for (let j = 0; j < columns; j++) next[j] = sumUp(next[j], productUp(matrix[i * columns + j], image))
  }
  let bound = 0
  for (let j = 0; j < columns; j++) bound = Math.max(bound, quotientUp(next[j], x[j]))
  return bound
}

function sumOf(squares: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < squares.length; i++) sum = sumUp(sum, squares[i])
  return sum
}

function unit(x: Float64Array): Float64Array {
  const length = Math.hypot(...x)
  return length === 0 ? x : x.map((value) => value / length)
}
