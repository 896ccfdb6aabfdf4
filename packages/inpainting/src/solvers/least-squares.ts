/** Columns whose squared sine with the span of those before is below this add noise only. */
const smallestPivot = 1e-8

/** Least squares min ‖f − Aγ‖ from AᵀA and Aᵀf, for a few columns; makes no array when it solves. */
export interface LeastSquares {
  /** How many columns were used; `column(k)` and `weight(k)` for k below. */
  readonly rank: number
  column(k: number): number
  weight(k: number): number
  /**
   * Solves with the columns in this order of preference; one that depends on those before gets no weight.
   *
   * @param gram AᵀA, `most`×`most`
   */
  solve(gram: Float64Array, right: Float64Array, order: Int32Array, count: number): void
}

/** Least squares by Cholesky's decomposition of AᵀA for at most so many columns. */
export function createLeastSquares(most: number): LeastSquares {
  const factor = new Float64Array(most * most)
  const weights = new Float64Array(most)
  const chosen = new Int32Array(most)
  let rank = 0

  /** One more row of the Cholesky factor, if the column brings something new. */
  function add(gram: Float64Array, column: number): void {
    let pivot = gram[column * most + column]!
    const least = smallestPivot * pivot
    const row = rank * most
    for (let k = 0; k < rank; k++) {
      let sum = gram[column * most + chosen[k]!]!
      for (let l = 0; l < k; l++) sum -= factor[row + l]! * factor[k * most + l]!
      const entry = sum / factor[k * most + k]!
      factor[row + k] = entry
      pivot -= entry * entry
    }
    if (!(pivot > least)) return
    factor[row + rank] = Math.sqrt(pivot)
    chosen[rank++] = column
  }

  function substitute(right: Float64Array): void {
    for (let k = 0; k < rank; k++) {
      let sum = right[chosen[k]!]!
      for (let l = 0; l < k; l++) sum -= factor[k * most + l]! * weights[l]!
      weights[k] = sum / factor[k * most + k]!
    }
    for (let k = rank - 1; k >= 0; k--) {
      let sum = weights[k]!
      for (let l = k + 1; l < rank; l++) sum -= factor[l * most + k]! * weights[l]!
      weights[k] = sum / factor[k * most + k]!
    }
  }

  return {
    get rank() {
      return rank
    },
    column: (k) => chosen[k]!,
    weight: (k) => weights[k]!,
    solve(gram, right, order, count) {
      rank = 0
      for (let k = 0; k < count; k++) add(gram, order[k]!)
      substitute(right)
    },
  }
}
