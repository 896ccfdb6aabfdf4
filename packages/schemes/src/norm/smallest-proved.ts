import { type BandedMatrix, factorMargin, isPositiveDefinite } from './banded-cholesky.js'

/** By how much a bound that fails is raised first, and how closely it is found. */
const raise = 0.01
const accuracy = 0.002

/**
 * The smallest number ≥ `square` found, to 0.2 %, that no eigenvalue of a matrix G exceeds: proved by a Cholesky
 * factorisation of square·I − G.
 *
 * @param error how far the eigenvalues may be off, by the rounding of the matrix; > 0
 * @returns ∞ beyond `largest`
 */
export function smallestProved(
  matrix: BandedMatrix,
  square: number,
  largest: number,
  error: number,
  factor: Float64Array,
): number {
  const { size, band, bands } = matrix
  // No eigenvalue bound is below the diagonal.
  let start = Math.max(square, error)
  for (let i = 0; i < size; i++) start = Math.max(start, bands[i * (band + 1)]!)
  const isProved = (candidate: number): boolean =>
    isPositiveDefinite(matrix, candidate - factorMargin(matrix, candidate) - error, factor)
  let failing = start
  let proved = start
  for (let step = raise; !isProved(proved); step *= 2) {
    if (!(proved <= largest)) return Number.POSITIVE_INFINITY
    failing = proved
    proved *= 1 + step
  }
  while (proved > failing * (1 + accuracy)) {
    const middle = (proved + failing) / 2
    if (isProved(middle)) proved = middle
    else failing = middle
  }
  return proved
}
