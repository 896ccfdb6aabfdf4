import { describe, expect, it } from 'vitest'
import { meanSquaredError, psnr, psnrOf } from './psnr.js'

describe('psnr', () => {
  it('is 10 log10(255²/mse)', () => {
    // An error of exactly 10 everywhere: mse 100, so 20 log10(25.5); equal to rounding.
    expect(meanSquaredError([0, 100], [10, 90])).toBe(100)
    expect(psnr([0, 100], [10, 90])).toBeCloseTo(20 * Math.log10(25.5), 12)
  })

  it('is infinite for equal data', () => {
    expect(psnr([1, 2], [1, 2])).toBe(Number.POSITIVE_INFINITY)
    expect(psnrOf(0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('refuses different lengths and nothing at all', () => {
    expect(() => psnr([1], [1, 2])).toThrow(expect.objectContaining({ code: 'LENGTH_MISMATCH' }))
    expect(() => psnr([], [])).toThrow(expect.objectContaining({ code: 'LENGTH_MISMATCH' }))
  })
})
