import type { AlgebraicLevel } from './algebraic-levels.js'
import { gaussSeidel, multiply, residualInto } from './sparse.js'

/** How a cycle of algebraic multigrid goes. */
export interface AlgebraicCycle {
  /** Gauss–Seidel sweeps before and after a correction: forwards, and backwards. */
  readonly sweeps: { readonly pre: number; readonly post: number }
  /** Visits of a coarser level: 1 for V-cycles, 2 for W-cycles. */
  readonly visits: 1 | 2
}

/** Sweeps on a coarsest level whose matrix is singular: as many forwards as backwards. */
const coarseSweeps = 20

/** One cycle for A x = b from a given x, in place; nothing is allocated. */
export function algebraicCycle(
  levels: readonly AlgebraicLevel[],
  { sweeps, visits }: AlgebraicCycle,
  x: Float64Array,
  b: Float64Array,
  level = 0,
): void {
  const { matrix, prolongation, restriction, inverse, residual } = levels[level]!
  if (prolongation === null || restriction === null) {
    solveCoarsest(levels[level]!, x, b, inverse)
    return
  }
  const coarse = levels[level + 1]!
  for (let sweep = 0; sweep < sweeps.pre; sweep++) gaussSeidel(matrix, x, b, false)
  residualInto(matrix, x, b, residual)
  multiply(restriction, residual, coarse.b)
  coarse.x.fill(0)
  const times = coarse.prolongation === null ? 1 : visits
  for (let visit = 0; visit < times; visit++) {
    algebraicCycle(levels, { sweeps, visits }, coarse.x, coarse.b, level + 1)
  }
  multiply(prolongation, coarse.x, residual)
  for (let i = 0; i < x.length; i++) x[i]! += residual[i]!
  for (let sweep = 0; sweep < sweeps.post; sweep++) gaussSeidel(matrix, x, b, true)
}

function solveCoarsest({ matrix }: AlgebraicLevel, x: Float64Array, b: Float64Array, inverse: Float64Array | null) {
  if (inverse === null) {
    for (let sweep = 0; sweep < coarseSweeps; sweep++) gaussSeidel(matrix, x, b, false)
    for (let sweep = 0; sweep < coarseSweeps; sweep++) gaussSeidel(matrix, x, b, true)
    return
  }
  const n = x.length
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let k = 0; k < n; k++) sum += inverse[i * n + k]! * b[k]!
    x[i] = sum
  }
}
