/**
 * The inverse of a dense matrix, row by row, by Gauss–Jordan elimination with partial pivoting;
 * null if it is singular to rounding.
 */
export function invert(matrix: Float64Array, n: number): Float64Array | null {
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(2 * n)
    row.set(matrix.subarray(i * n, (i + 1) * n))
    row[n + i] = 1
    return row
  })
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    }
    const size = Math.abs(rows[pivot]![column]!)
    if (!(size > n * Number.EPSILON * largest)) return null
    ;[rows[column]!, rows[pivot]!] = [rows[pivot]!, rows[column]!]
    const top = rows[column]!
    for (let k = column + 1; k < 2 * n; k++) top[k]! /= top[column]!
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![column]!
      if (i === column || factor === 0) continue
      for (let k = column + 1; k < 2 * n; k++) rows[i]![k]! -= factor * top[k]!
    }
  }
  const inverse = new Float64Array(n * n)
  rows.forEach((row, i) => {
    inverse.set(row.subarray(n), i * n)
  })
  return inverse
}
