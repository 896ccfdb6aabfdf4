import { addUp, divideUp, multiplyUp, sqrtUp } from '@numeural/formula'

/** Spectral norm of a matrix without negative entries. */
export interface NonnegativeNorm {
  /** At least the square of the norm, rounding included. */
  readonly squared: number
  /** Left and right singular vectors of length 1: the gradient of the norm is their outer product. */
  readonly left: Float64Array
  readonly right: Float64Array
}

/** What {@link nonnegativeNorm} writes into; for matrices of one size it serves again and again. */
export interface NormMemory {
  readonly matrix: Float64Array
  readonly next: Float64Array
  squared: number
  readonly left: Float64Array
  readonly right: Float64Array
}

const iterations = 2000
/** Where the power method stops: its bound no longer falls by more than this, relatively. */
const settled = 1e-14

/** Memory for matrices of this size. */
export function normMemory(rows: number, columns: number): NormMemory {
  return {
    matrix: new Float64Array(rows * columns),
    next: new Float64Array(columns),
    squared: 0,
    left: new Float64Array(rows),
    right: new Float64Array(columns),
  }
}

/**
 * ‖B‖₂² from above for the matrix B ≥ 0 with the given squared entries, by Collatz–Wielandt:
 * ‖B‖₂² ≤ max_i (BᵀBx)_i / x_i for every x > 0. x is improved by the power method; whatever x it stops at, the bound,
 * evaluated there with every operation rounded up, holds. With one row or one column the norm is the root of the sum of
 * the squares.
 *
 * @param squares the squared entries, row by row
 * @param memory receives the result, and is what comes back
 */
export function nonnegativeNorm(
  squares: ArrayLike<number>,
  rows: number,
  columns: number,
  memory: NormMemory = normMemory(rows, columns),
): NonnegativeNorm {
  const { matrix, next, left, right } = memory
  for (let k = 0; k < matrix.length; k++) matrix[k] = sqrtUp(squares[k]!)
  perronVector(matrix, rows, columns, right, next)
  memory.squared = rows === 1 || columns === 1 ? sumOf(squares) : collatzWielandt(matrix, rows, columns, right, next)
  if (!Number.isFinite(memory.squared)) memory.squared = sumOf(squares)
  left.fill(0)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) left[i]! += matrix[i * columns + j]! * right[j]!
  normalise(left)
  normalise(right)
  return memory
}

/** The positive vector x that the power method for BᵀB comes to. */
function perronVector(matrix: Float64Array, rows: number, columns: number, x: Float64Array, next: Float64Array): void {
  x.fill(1)
  let best = Number.POSITIVE_INFINITY
  for (let iteration = 0; iteration < iterations; iteration++) {
    next.fill(0)
    for (let i = 0; i < rows; i++) {
      let image = 0
      for (let j = 0; j < columns; j++) image += matrix[i * columns + j]! * x[j]!
      for (let j = 0; j < columns; j++) next[j]! += matrix[i * columns + j]! * image
    }
    let bound = 0
    let largest = 0
    for (let j = 0; j < columns; j++) {
      bound = Math.max(bound, next[j]! / x[j]!)
      largest = Math.max(largest, next[j]!)
    }
    if (largest === 0 || bound >= best * (1 - settled)) break
    best = bound
    // x must stay positive for the bound; directions that B does not reach keep a trace.
    for (let j = 0; j < columns; j++) x[j] = Math.max(next[j]! / largest, 1e-100)
  }
}

/** max_i (BᵀBx)_i / x_i, rounded up. */
function collatzWielandt(
  matrix: Float64Array,
  rows: number,
  columns: number,
  x: Float64Array,
  next: Float64Array,
): number {
  next.fill(0)
  for (let i = 0; i < rows; i++) {
    let image = 0
    for (let j = 0; j < columns; j++) image = addUp(image, multiplyUp(matrix[i * columns + j]!, x[j]!))
    for (let j = 0; j < columns; j++) next[j] = addUp(next[j]!, multiplyUp(matrix[i * columns + j]!, image))
  }
  let bound = 0
  for (let j = 0; j < columns; j++) bound = Math.max(bound, divideUp(next[j]!, x[j]!))
  return bound
}

function sumOf(squares: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < squares.length; i++) sum = addUp(sum, squares[i]!)
  return sum
}

function normalise(x: Float64Array): void {
  const length = Math.hypot(...x)
  if (length !== 0) for (let i = 0; i < x.length; i++) x[i]! /= length
}
