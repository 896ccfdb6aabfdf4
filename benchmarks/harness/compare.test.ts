import { describe, expect, it } from 'vitest'
import { relativeDifference } from './compare.js'

describe('relativeDifference', () => {
  it('is the length of the difference over that of the reference', () => {
    expect(relativeDifference([3, 5], [3, 4])).toBeCloseTo(1 / 5, 12)
    expect(relativeDifference([0, 0], [0, 0])).toBe(0)
  })

  it('is infinite for other lengths, for what is not finite, and against zeros', () => {
    expect(relativeDifference([1], [1, 2])).toBe(Infinity)
    expect(relativeDifference([Number.NaN], [1])).toBe(Infinity)
    expect(relativeDifference([Infinity], [1])).toBe(Infinity)
    expect(relativeDifference([1e-30], [0])).toBe(Infinity)
  })
})
