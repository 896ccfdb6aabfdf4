import { type BandedMatrix, isPositiveDefinite } from './banded-cholesky.js'
import type { SparseMatrix } from './convolution-matrix.js'

/** Multiplications that the bisection may cost; beyond, no sharp bound is computed. */
const affordable = 2e9
const bisections = 24

/**
 * An upper bound of ‖K‖₂ at one signal size, sharper than row and column sums: the smallest σ found for which a banded
 * Cholesky factorisation of σ²I − KᵀK succeeds.
 *
 * Success proves positive definiteness up to rounding (Rump 2006):
 * the computed factor is exact for a matrix that differs by at most γ·trace in norm,
 * with γ = (b + 2)ε/(1 − (b + 2)ε) for bandwidth b; that much, and the rounding of KᵀK, is added to σ².
 *
 * @param upper a known upper bound of ‖K‖₂
 * @param lower where the bisection starts, best a lower bound
 * @returns null if the matrix is too large
 */
export function sharpNorm(matrix: SparseMatrix, upper: number, lower = 0): number | null {
  const gram = gramBands(matrix)
  const { size, band, bands } = gram
  if (size * (band + 1) * (band + 1) * bisections > affordable || size * (band + 1) > 2e7) return null
  if (upper === 0) return 0
  let trace = 0
  for (let i = 0; i < size; i++) trace += bands[i * (band + 1)]!
  const longestRow = longestRowOf(matrix)
  const margin = (sigma: number): number =>
    4 * Number.EPSILON * ((band + 4) * (size * sigma * sigma + trace) + longestRow * (2 * band + 1) * upper * upper)

  let failing = Math.min(lower, upper)
  let proven = upper
  const work = new Float64Array(bands.length)
  for (let k = 0; k < bisections && proven - failing > 1e-7 * proven; k++) {
    const sigma = (proven + failing) / 2
    if (isPositiveDefinite(gram, sigma * sigma - margin(sigma), work)) proven = sigma
    else failing = sigma
  }
  return proven
}

/** KᵀK with its bandwidth. */
function gramBands({ rows, columns, start, column, value }: SparseMatrix): BandedMatrix {
  let band = 0
  for (let r = 0; r < rows; r++) {
    let low = columns
    let high = 0
    for (let k = start[r]!; k < start[r + 1]!; k++) {
      low = Math.min(low, column[k]!)
      high = Math.max(high, column[k]!)
    }
    band = Math.max(band, high - low)
  }
  if (columns * (band + 1) > 2e7) return { size: columns, band, bands: new Float64Array(0) }
  const bands = new Float64Array(columns * (band + 1))
  for (let r = 0; r < rows; r++) {
    for (let k = start[r]!; k < start[r + 1]!; k++) {
      for (let m = start[r]!; m < start[r + 1]!; m++) {
        const distance = column[k]! - column[m]!
        if (distance >= 0) bands[column[k]! * (band + 1) + distance]! += value[k]! * value[m]!
      }
    }
  }
  return { size: columns, band, bands }
}

function longestRowOf({ rows, start }: SparseMatrix): number {
  let longest = 1
  for (let row = 0; row < rows; row++) longest = Math.max(longest, start[row + 1]! - start[row]!)
  return longest
}
