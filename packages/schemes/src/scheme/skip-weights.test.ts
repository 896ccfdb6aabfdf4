import { describe, expect, test } from 'vitest'
import { defineScheme } from './define-scheme.js'
import { duFortFrankel } from './du-fort-frankel.js'
import { fsi } from './fsi.js'
import { implicitFixedPoint } from './implicit-fixed-point.js'
import { rkl2 } from './rkl2.js'
import { skipWeights } from './skip-weights.js'
import { standardSchemes } from './standard-schemes.js'

describe('skipWeights', () => {
  test('Du Fort–Frankel: C21 eq. 20', () => {
    const weights = skipWeights(duFortFrankel, { tau: 0.5, alpha: 3 })
    expect(weights).toEqual({ u: 1.5, previous: -0.5, start: 0, flux: -0.25, startFlux: 0 })
  })

  test('FSI: α_l and 1 − α_l, and both on u in the first step of a cycle', () => {
    expect(skipWeights(fsi, { tau: 0.5 }, 0).u).toBeCloseTo(1, 15)
    expect(skipWeights(fsi, { tau: 0.5 }, 0).flux).toBeCloseTo(-1 / 3, 15)
    const { u, previous, flux } = skipWeights(fsi, { tau: 0.5 }, 3)
    expect([u, previous, flux]).toEqual([14 / 9, 1 - 14 / 9, -7 / 9].map((value) => expect.closeTo(value, 14)))
  })

  test('the fixed-point iteration skips from the start of the cycle', () => {
    expect(skipWeights(implicitFixedPoint, { tau: 0.3 }, 2)).toEqual({
      u: 0,
      previous: 0,
      start: 1,
      flux: -0.3,
      startFlux: 0,
    })
  })

  test('the published weights of RKL2 with five steps', () => {
    const b = (j: number): number => (j < 2 ? 1 / 3 : (j * j + j - 2) / (2 * j * (j + 1)))
    for (let j = 2; j <= 5; j++) {
      const mu = (((2 * j - 1) / j) * b(j)) / b(j - 1)
      const nu = ((-(j - 1) / j) * b(j)) / b(j - 2)
      const weights = skipWeights(rkl2, { tau: 1 }, j - 1, 5)
      expect(weights.u).toBeCloseTo(mu, 14)
      expect(weights.previous).toBeCloseTo(nu, 14)
      expect(weights.start).toBeCloseTo(1 - mu - nu, 14)
      expect(weights.flux).toBeCloseTo(-mu, 14)
      expect(weights.startFlux).toBeCloseTo((1 - b(j - 1)) * mu, 14)
    }
  })

  test.each(standardSchemes)('$name: the signal weights of every step add up to 1', (scheme) => {
    for (const L of [1, 2, 5, 9]) {
      for (let l = 0; l < L; l++) {
        const { u, previous, start } = skipWeights(scheme, {}, l, L)
        expect(u + previous + start).toBeCloseTo(1, 13)
      }
    }
  })

  test('wrong steps, parameters and schemes are refused', () => {
    expect(() => skipWeights(fsi, {}, 5)).toThrow(expect.objectContaining({ code: 'SCHEME_STEP' }))
    expect(() => skipWeights(fsi, {}, Number.NaN)).toThrow(expect.objectContaining({ code: 'SCHEME_STEP' }))
    expect(() => skipWeights(fsi, { gamma: 1 })).toThrow(expect.objectContaining({ code: 'PARAMETER_UNKNOWN' }))
    const wrong = defineScheme({ name: 'wrong', update: '1.3*u - flux', time: '1' })
    expect(() => skipWeights(wrong)).toThrow(expect.objectContaining({ code: 'SCHEME_INCONSISTENT' }))
  })
})
