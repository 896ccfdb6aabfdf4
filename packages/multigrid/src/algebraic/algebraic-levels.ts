import { invert } from '../coarse/invert.js'
import { interpolationOf } from './interpolation.js'
import { product, type SparseMatrix, transposed } from './sparse.js'
import { split } from './splitting.js'

/** One level of algebraic multigrid, with the arrays that a cycle works in. */
export interface AlgebraicLevel {
  readonly matrix: SparseMatrix
  /** To this level from the coarser one, and its transpose; null on the coarsest. */
  readonly prolongation: SparseMatrix | null
  readonly restriction: SparseMatrix | null
  /** The dense inverse on the coarsest level, row by row; null elsewhere and where the matrix is singular. */
  readonly inverse: Float64Array | null
  readonly x: Float64Array
  readonly b: Float64Array
  readonly residual: Float64Array
}

/** A level of at most so many unknowns is solved directly. */
const coarsest = 64

/** A level that keeps more of the unknowns than this is not worth its cost. */
const leastReduction = 0.9

/**
 * The levels of algebraic multigrid for a matrix, the finest first: coarse unknowns, interpolation and Galerkin
 * matrices PᵀAP follow from the numbers of the matrix alone.
 *
 * Source: Ruge, Stüben 1987; Trottenberg, Oosterlee, Schüller 2001, appendix A.
 */
export function algebraicLevels(finest: SparseMatrix): AlgebraicLevel[] {
  const levels: AlgebraicLevel[] = []
  let matrix = finest
  for (;;) {
    const { rows } = matrix
    const splitting = rows > coarsest ? split(matrix) : null
    const isWorth = splitting !== null && splitting.coarseCount > 0 && splitting.coarseCount < leastReduction * rows
    if (!isWorth) {
      levels.push(levelOf(matrix, null, null, rows <= 4 * coarsest ? denseInverse(matrix) : null))
      return levels
    }
    const count = splitting.coarseCount
    const prolongation = interpolationOf(matrix, splitting)
    const restriction = transposed(prolongation, count)
    levels.push(levelOf(matrix, prolongation, restriction, null))
    matrix = product(product(restriction, matrix, rows), prolongation, count)
  }
}

function levelOf(
  matrix: SparseMatrix,
  prolongation: SparseMatrix | null,
  restriction: SparseMatrix | null,
  inverse: Float64Array | null,
): AlgebraicLevel {
  const [x, b, residual] = [0, 1, 2].map(() => new Float64Array(matrix.rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  return { matrix, prolongation, restriction, inverse, x, b, residual }
}

function denseInverse({ rows, starts, columns, values }: SparseMatrix): Float64Array | null {
  const dense = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++) {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) dense[i * rows + columns[entry]!] = values[entry]!
  }
  return invert(dense, rows)
}
