/**
 * Solves (I + Kᵀ diag(weights) K) x = b with K the forward difference and reflecting boundaries,
 * a symmetric tridiagonal M-matrix for weights ≥ 0, by Gaussian elimination without pivoting (Thomas).
 * Nothing is allocated.
 *
 * @param weights one for each of the n − 1 differences, all ≥ 0
 * @param b right-hand side; overwritten by the solution
 * @param ratio scratch space of n numbers
 */
export function solveTridiagonal(weights: Float64Array, b: Float64Array, ratio: Float64Array): void {
  const last = b.length - 1
  let pivot = 1
  for (let i = 0; i <= last; i++) {
    const left = i > 0 ? weights[i - 1] : 0
    const right = i < last ? weights[i] : 0
    pivot = 1 + left + right - (i > 0 ? left * ratio[i - 1] : 0)
    ratio[i] = right / pivot
    b[i] = (b[i] + (i > 0 ? left * b[i - 1] : 0)) / pivot
  }
  for (let i = last - 1; i >= 0; i--) b[i] += ratio[i] * b[i + 1]
}
