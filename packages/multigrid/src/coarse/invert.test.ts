import { createRandom } from '@numeural/core'
import { expect, it } from 'vitest'
import { invert } from './invert.js'

it('inverts matrices that need pivots', () => {
  const n = 20
  const random = createRandom(1)
  const matrix = Float64Array.from({ length: n * n }, () => random.normal())
  for (let i = 0; i < n; i++) matrix[i * n + i] = 0
  const inverse = invert(matrix, n)!
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += matrix[i * n + k] * inverse[k * n + j]
      // Rounding times the condition of a random matrix.
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 11)
    }
  }
})

it('tells a singular matrix', () => {
  expect(invert(Float64Array.of(1, 2, 2, 4), 2)).toBeNull()
  expect(invert(new Float64Array(9), 3)).toBeNull()
})
