import { createBackend, createRandom } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import {
  largestEigenvalue,
  operatorMatrix,
  type TensorField,
  tensorField,
  uniformField,
} from '../testing/operator-matrix.fixtures.js'
import { type Stencil, stableStep, stencilOf } from './stencil.js'

const backend = await createBackend('reference')
const width = 5
const height = 4
const random = createRandom(1, 'tensors')

/** A random positive semidefinite tensor, every third of rank one. */
function randomTensor(): readonly number[] {
  const angle = Math.PI * random.uniform()
  const [along, across] = [random.uniform(), random.integer(3) === 0 ? 0 : random.uniform()]
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [along * c * c + across * s * s, (along - across) * c * s, along * s * s + across * c * c]
}

/**
 * The table of the δ-stencil (Weickert, Welk, Wickert 2013), written down neighbour by neighbour; x is the first index.
 */
function tableMatrix(field: TensorField, { alpha, beta }: Stencil, gridSize: number): Float64Array[] {
  const weights = (y: number, x: number) => {
    if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) return { a: 0, b: 0, c: 0, d: 0 }
    const cell = y * width + x
    const [a, b, c] = [field.a[cell], field.b[cell], field.c[cell]]
    const skew = beta === 'sign' ? (1 - 2 * alpha) * Math.sign(b) : beta
    return { a, b, c, d: alpha * (a + c) + skew * b }
  }
  return Array.from({ length: width * height }, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const [pp, pm, mp, mm] = [weights(y, x), weights(y - 1, x), weights(y, x - 1), weights(y - 1, x - 1)]
    const neighbours = [
      [1, 0, pp.a - pp.d + pm.a - pm.d],
      [-1, 0, mp.a - mp.d + mm.a - mm.d],
      [0, 1, pp.c - pp.d + mp.c - mp.d],
      [0, -1, pm.c - pm.d + mm.c - mm.d],
      [1, 1, pp.d + pp.b],
      [-1, -1, mm.d + mm.b],
      [-1, 1, mp.d - mp.b],
      [1, -1, pm.d - pm.b],
    ]
    const row = new Float64Array(width * height)
    for (const [dx, dy, weight] of neighbours) {
      if (weight === 0) continue
      row[(y + dy) * width + x + dx] += weight / (2 * gridSize ** 2)
      row[pixel] -= weight / (2 * gridSize ** 2)
    }
    return row
  })
}

const stencils: readonly Stencil[] = [
  { alpha: 0, beta: 0 },
  { alpha: 0.2, beta: 0 },
  { alpha: 0, beta: 'sign' },
  { alpha: 0.44, beta: 'sign' },
  { alpha: 0.3, beta: -0.4 },
  { alpha: 0.5, beta: 0 },
]

describe.each(stencils)('the δ-stencil with α = $alpha, β = $beta', (stencil) => {
  it('is the table of its weights, with zero tensors outside', async () => {
    for (const gridSize of [1, 2.5]) {
      const field = tensorField(width, height, randomTensor)
      const matrix = await operatorMatrix(backend, field, stencil, gridSize)
      const table = tableMatrix(field, stencil, gridSize)
      // Sums of at most 16 products of numbers up to 4: a few units of 1e-16.
      matrix.forEach((row, pixel) => {
        row.forEach((weight, column) => {
          expect(weight).toBeCloseTo(table[pixel][column], 13)
        })
      })
    }
  })

  it('is symmetric, negative semidefinite, and annihilates constants', async () => {
    for (let trial = 0; trial < 25; trial++) {
      const matrix = await operatorMatrix(backend, tensorField(width, height, randomTensor), stencil)
      matrix.forEach((row, pixel) => {
        row.forEach((weight, column) => {
          expect(weight).toBeCloseTo(matrix[column][pixel], 14)
        })
        expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 13)
      })
      // The eigenvalues reach down to −8, so rounding leaves some 1e-15 above 0.
      expect(largestEigenvalue(matrix)).toBeLessThan(1e-14)
    }
  })

  it('is stable for explicit steps up to stableStep', async () => {
    const matrix = await operatorMatrix(backend, uniformField(8, 8, 1, 0, 1), stencil)
    const least = -largestEigenvalue(matrix.map((row) => row.map((weight) => -weight)))
    const bound = -2 / stableStep(stencil, 1)
    expect(least).toBeGreaterThanOrEqual(bound)
    // The bound belongs to an infinite grid; 8×8 pixels come close to it.
    expect(least).toBeLessThan(0.9 * bound)
  })
})

describe('the range of the family', () => {
  it('ends where the operator stops being negative semidefinite', async () => {
    const diagonal = uniformField(width, height, 0.5, 0.5, 0.5)
    const edge = await operatorMatrix(backend, diagonal, { alpha: 0.2, beta: 0.6 })
    expect(largestEigenvalue(edge)).toBeLessThan(1e-14)
    const beyond = await operatorMatrix(backend, diagonal, { alpha: 0.2, beta: 0.7 })
    expect(largestEigenvalue(beyond)).toBeGreaterThan(0.01)
  })

  it('gives the five-point Laplacian for D = I and α = 0, off the boundary', async () => {
    const matrix = await operatorMatrix(backend, uniformField(width, height, 1, 0, 1), { alpha: 0, beta: 0 })
    const centre = width + 2
    const expected = new Float64Array(width * height)
    expected[centre] = -4
    for (const neighbour of [centre - 1, centre + 1, centre - width, centre + width]) expected[neighbour] = 1
    // Adding 0 makes −0 a 0.
    expect(matrix[centre].map((weight) => weight + 0)).toEqual(expected)
  })

  it.each([
    ['STENCIL_ALPHA', { alpha: -0.1, beta: 0 }],
    ['STENCIL_ALPHA', { alpha: 0.6, beta: 0 }],
    ['STENCIL_ALPHA', { alpha: Number.NaN, beta: 0 }],
    ['STENCIL_BETA', { alpha: 0.2, beta: 0.61 }],
    ['STENCIL_BETA', { alpha: 0, beta: Number.NaN }],
    ['STENCIL_BETA', { alpha: 0, beta: 'sine' as never }],
  ] as const)('refuses with %s: %o', (code, stencil) => {
    expect(() => stencilOf('eed', stencil)).toThrow(expect.objectContaining({ code }))
  })
})
