import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CyclePolynomial } from './cycle-polynomial.js'
import { innerAmplification, judgeCycle } from './cycle-rule.js'
import type { FrozenStep } from './frozen-step.js'
import { cycleFactor } from './sample-cycle.js'

const explicitStep = (c: number): FrozenStep => ({ p: 1, q: 0, s: 0, c, d: 0, atU: 1, atPrevious: 0, atStart: 0 })

/** `fc.double` prefers numbers near 0. */
const uniform = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1e6 }).map((k) => low + ((high - low) * k) / 1e6)

/** Any consistent step: p and atU make the sums 1. */
const anyStep = fc
  .record({
    q: uniform(-0.9, 0.9),
    s: uniform(-0.3, 0.9),
    c: uniform(0, 1),
    d: uniform(0, 0.1),
    atPrevious: uniform(-0.5, 0.5),
    atStart: uniform(0, 0.5),
  })
  .map((step) => ({ ...step, p: 1 - step.q - step.s, atU: 1 - step.atPrevious - step.atStart }))
const anyCycle = fc.array(anyStep, { minLength: 1, maxLength: 6 })
const anyRho = uniform(0.01, 3)

describe('judgeCycle', () => {
  test('attack: what is certified grows nowhere, what is refuted grows where it says', () => {
    const seen = { holds: 0, grows: 0, unseen: 0 }
    fc.assert(
      fc.property(anyCycle, anyRho, (steps, rho) => {
        const { holds, grows } = judgeCycle(steps, rho)
        if (holds) {
          seen.holds++
          const factors = Array.from({ length: 3001 }, (_, j) => Math.abs(cycleFactor(steps, (rho * j) / 3000)))
          expect(Math.max(...factors)).toBeLessThanOrEqual(1 + 3e-12)
        } else {
          seen.grows++
          // Growth by less than 1e-10 may be seen by no sample.
          if (grows === null) return void seen.unseen++
          expect(Math.abs(grows.factor)).toBeGreaterThan(1)
          expect(grows.lambda).toBeLessThanOrEqual(rho)
        }
      }),
      { seed: 5, numRuns: 500 },
    )
    expect(Math.min(seen.holds, seen.grows)).toBeGreaterThan(50)
    expect(seen.unseen).toBeLessThan(20)
  })
  test('a bound met exactly, and exceeded by 1e-9', () => {
    // (1 − 3λ)(1 − λ) is 1 at λ = 4/3 again.
    const limit = 4 / 3
    expect(judgeCycle([explicitStep(3), explicitStep(1)], limit).holds).toBe(true)
    expect(judgeCycle([explicitStep(3), explicitStep(1)], limit * (1 + 1e-9)).holds).toBe(false)
  })
  test('nothing is proved about damaged numbers, and K = 0 is stable', () => {
    expect(judgeCycle([explicitStep(Number.NaN)], 1)).toEqual({ holds: false, grows: null })
    expect(judgeCycle([explicitStep(1)], Number.POSITIVE_INFINITY).holds).toBe(false)
    expect(judgeCycle([explicitStep(1e300)], 1e300).holds).toBe(false)
    expect(judgeCycle([explicitStep(9)], 0).holds).toBe(true)
    expect(innerAmplification([explicitStep(Number.NaN)], 1)).toBeNull()
  })
  test('negative step sizes are backward diffusion', () => {
    expect(judgeCycle([explicitStep(-1e-6)], 1).grows!.factor).toBeCloseTo(1 + 1e-6, 12)
  })
})

test('values in fixed point: as in float64 for short cycles, exact where float64 is lost', () => {
  fc.assert(
    fc.property(anyCycle, anyRho, uniform(0, 1), (steps, rho, z) => {
      const { iterates, decay } = new CyclePolynomial(steps, rho).evaluate({ distance: z, from: 0 })
      const exact = cycleFactor(steps, rho * z)
      const [last] = iterates.slice(-1)
      expect(Math.abs(last - exact)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(exact)))
      expect(Math.abs(1 - z * decay - last)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(last)))
    }),
    { seed: 7 },
  )
  // Legendre: P_60(−1) = 1, P_59(−1) = −1, after sixty steps whose rounding errors may grow by 10²⁰.
  const legendre = Array.from({ length: 60 }, (_, l) => ({
    ...explicitStep((2 * l + 1) / (l + 1)),
    p: (2 * l + 1) / (l + 1),
    q: -l / (l + 1),
  }))
  const { iterates } = new CyclePolynomial(legendre, 2).evaluate({ distance: 0, from: 1 })
  expect(iterates[59]).toBeCloseTo(1, 11)
  expect(iterates[58]).toBeCloseTo(-1, 11)
})
