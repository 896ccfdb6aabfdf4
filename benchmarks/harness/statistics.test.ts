import { describe, expect, it } from 'vitest'
import { median, quantile, summarise, summariseRatios } from './statistics.js'

describe('quantile', () => {
  it('sorts by size, not as text, and interpolates', () => {
    expect(quantile([10, 9, 100, 1], 0.5)).toBe(9.5)
    expect(quantile([4, 1, 3, 2, 5], 0.25)).toBe(2)
    expect(quantile([0, 10], 0.3)).toBeCloseTo(3, 12)
    expect(quantile([7], 0.9)).toBe(7)
  })

  it('leaves its argument as it was', () => {
    const numbers = [3, 1, 2]
    median(numbers)
    expect(numbers).toEqual([3, 1, 2])
  })

  it('refuses nothing and NaN', () => {
    expect(() => median([])).toThrow(RangeError)
    expect(() => median([1, Number.NaN])).toThrow(RangeError)
  })
})

describe('summarise', () => {
  it('gives median, quartiles and extremes', () => {
    expect(summarise([5, 1, 2, 4, 3])).toEqual({ median: 3, low: 2, high: 4, min: 1, max: 5, count: 5 })
  })
})

describe('summariseRatios', () => {
  it('divides within a round: a machine that is slow for a while does not change the ratio', () => {
    expect(summariseRatios([10, 1, 6], [5, 0.5, 3])).toMatchObject({ median: 2, min: 2, max: 2, count: 3 })
  })

  it('leaves out rounds in which one was not measured', () => {
    expect(summariseRatios([10, null, 6, 8], [5, 1, null])).toMatchObject({ median: 2, count: 1 })
    expect(summariseRatios([null], [1])).toBeNull()
  })
})
