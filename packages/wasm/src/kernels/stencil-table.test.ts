import type { KernelGeometry } from '@numeural/plan'
import { expect, test } from 'vitest'
import { columnRuns, rowRuns } from './stencil-table.js'

const geometry: KernelGeometry = {
  outputChannels: 1,
  inputChannels: 1,
  height: 1,
  width: 3,
  centreY: 0,
  centreX: 1,
  boundary: 'reflecting',
}

test('a row of 16 values in vectors of 4 is a left end, an interior and a right end', () => {
  const runs = columnRuns(geometry, 16, 4, false)
  expect(runs.map(({ start, count }) => [start, count])).toEqual([
    [0, 1],
    [1, 2],
    [3, 1],
  ])
  expect(runs[1]?.terms.map((term) => term.read)).toEqual([
    [-1, -1, -1, -1],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ])
  expect(runs[0]?.terms[0]).toEqual({ tap: 0, read: [0, -1, -1, -1] })
})

test('the transpose folds what left the row back in, and leaves padding open', () => {
  const [only] = columnRuns(geometry, 3, 4, true)
  expect(only?.terms).toEqual([
    { tap: 0, read: [0, 1, 'zero', 'any'] },
    { tap: 0, read: [1, 'zero', 'zero', 'any'] },
    { tap: 1, read: [0, 0, 0, 'any'] },
    { tap: 2, read: ['zero', -1, -1, 'any'] },
    { tap: 2, read: ['zero', 'zero', 0, 'any'] },
  ])
})

test('rows within reach of the ends stand alone', () => {
  const runs = rowRuns({ ...geometry, height: 3, centreY: 1, boundary: 'zero' }, 9, false)
  expect(runs.map(({ start, count, terms }) => [start, count, terms.length])).toEqual([
    [0, 1, 2],
    [1, 7, 3],
    [8, 1, 2],
  ])
})
