import { expect, it } from 'vitest'
import { firstBeyond, growthLimits } from './growth.js'

it('allows a thousand ranges beyond both ends', () => {
  const limits = growthLimits(Float32Array.of(10, 60, 35))
  expect(limits).toEqual({ least: 10 - 50_000, most: 60 + 50_000 })
  expect(firstBeyond([0, -49_990, 50_060], limits)).toBe(-1)
  expect(firstBeyond([0, -49_991, 7], limits)).toBe(1)
  expect(firstBeyond([0, 7, 50_061], limits)).toBe(2)
})

it.each([
  ['constant data by their size', [-40, -40], 0, { least: -80, most: 0 }],
  ['zeros by one', [0, 0], 0, { least: -1000, most: 1000 }],
  ['a network with biases by its scale', [3, 3], 255, { least: 3 - 255_000, most: 3 + 255_000 }],
])('judges %s', (_, data, scale, expected) => {
  expect(growthLimits(data, scale)).toEqual(expected)
})

it('finds what is not finite, whatever the limits', () => {
  const limits = growthLimits([-1.7e308, 1.7e308])
  expect(firstBeyond([1e308, Number.NaN], limits)).toBe(1)
  expect(firstBeyond([Number.POSITIVE_INFINITY], limits)).toBe(0)
})
