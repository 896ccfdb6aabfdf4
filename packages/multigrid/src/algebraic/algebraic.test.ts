import { createRandom } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { algebraicCycle } from './algebraic-cycle.js'
import { algebraicLevels } from './algebraic-levels.js'
import { interpolationOf } from './interpolation.js'
import { multiply, product, type SparseMatrix, SparseRows, transposed } from './sparse.js'
import { split } from './splitting.js'

function matrixOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const matrix = new SparseRows(rows.length)
  for (const row of rows) {
    for (const [column, value] of row.entries()) if (value !== 0) matrix.push(column, value)
    matrix.endRow()
  }
  return matrix.finish()
}

function denseOf({ rows, starts, columns, values }: SparseMatrix, width: number): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const row = Array<number>(width).fill(0)
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) row[columns[entry]!] = values[entry]!
    return row
  })
}

/** −x'' on n unknowns with zero around. */
function line(n: number): SparseMatrix {
  return matrixOf(
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, k) => (i === k ? 2 : Math.abs(i - k) === 1 ? -1 : 0)),
    ),
  )
}

describe('sparse matrices', () => {
  const a = matrixOf([
    [1, 0, 2],
    [0, 3, 0],
  ])
  const b = matrixOf([
    [1, 1],
    [0, 2],
    [5, 0],
  ])

  it('are multiplied and transposed', () => {
    expect(denseOf(product(a, b, 2), 2)).toEqual([
      [11, 1],
      [0, 6],
    ])
    expect(denseOf(transposed(a, 3), 2)).toEqual([
      [1, 0],
      [0, 3],
      [2, 0],
    ])
    const out = new Float64Array(2)
    multiply(a, Float64Array.of(1, 2, 3), out)
    expect([...out]).toEqual([7, 6])
  })

  it('grow past what was reserved', () => {
    const rows = new SparseRows(1)
    for (let k = 0; k < 5000; k++) rows.push(k, k)
    rows.endRow()
    expect(rows.finish().values.at(-1)).toBe(4999)
  })
})

describe('coarse unknowns', () => {
  it('are every second one on a line, and the others are means of theirs', () => {
    const matrix = line(9)
    const splitting = split(matrix)
    for (let i = 0; i < 8; i++) expect(splitting.coarse[i]! >= 0 && splitting.coarse[i + 1]! >= 0).toBe(false)
    const dense = denseOf(interpolationOf(matrix, splitting), splitting.coarseCount)
    for (const [i, row] of dense.entries()) {
      if (splitting.coarse[i]! >= 0 || i === 0 || i === 8) continue
      expect(row.filter((weight) => weight !== 0)).toEqual([0.5, 0.5])
    }
  })

  it('leave out those that nothing is coupled with', () => {
    const matrix = matrixOf([
      [2, -1, 0, 0],
      [-1, 2, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ])
    const { coarse, coarseCount } = split(matrix)
    expect(coarseCount).toBe(1)
    expect([coarse[2], coarse[3]]).toEqual([-1, -1])
  })

  it('interpolate constants exactly where rows sum to zero, whatever the couplings', () => {
    const n = 40
    const random = createRandom(1)
    const rows = Array.from({ length: n }, () => Array<number>(n).fill(0))
    for (let i = 0; i < n; i++) {
      for (const k of [(i + 1) % n, (i + 7) % n]) {
        const coupling = 10 ** (4 * random.uniform())
        rows[i]![k]! -= coupling
        rows[k]![i]! -= coupling
        rows[i]![i]! += coupling
        rows[k]![k]! += coupling
      }
    }
    const matrix = matrixOf(rows)
    const splitting = split(matrix)
    for (const row of denseOf(interpolationOf(matrix, splitting), splitting.coarseCount)) {
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
    }
  })
})

it('a cycle contracts the error of a long line to a quarter', () => {
  const n = 2000
  const matrix = line(n)
  const levels = algebraicLevels(matrix)
  expect(levels.length).toBeGreaterThan(3)
  expect(levels.at(-1)!.matrix.rows).toBeLessThanOrEqual(64)
  const random = createRandom(2)
  const x = Float64Array.from({ length: n }, () => random.normal())
  const b = new Float64Array(n)
  let last = Math.hypot(...x)
  for (let cycle = 0; cycle < 6; cycle++) {
    algebraicCycle(levels, { sweeps: { pre: 1, post: 1 }, visits: 1 }, x, b)
    const next = Math.hypot(...x)
    // Measured: 0.21.
    expect(next).toBeLessThan(0.25 * last)
    last = next
  }
})
