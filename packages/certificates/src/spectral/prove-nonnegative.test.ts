import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Place } from './cycle-polynomial.js'
import { boundModuli, proveNonnegative } from './prove-nonnegative.js'

/** 1 − z near the far end, without the loss of 1 − (1 − y). */
const zOf = ({ distance, from }: Place): number => (from === 0 ? distance : 1 - distance)
/** T_n(1 − 2z) = cos nθ with z = sin²(θ/2): between −1 and 1, touching both n times. */
const chebyshev = (n: number, place: Place): number => {
  const angle = 2 * Math.asin(Math.sqrt(place.distance))
  return Math.cos(n * (place.from === 0 ? angle : Math.PI - angle))
}

describe('proveNonnegative', () => {
  test.each([1, 2, 5, 12, 30])('1 + T_n touches 0 and is proved, 1 − 10⁻⁹ + T_n has a counterexample: n = %i', (n) => {
    // The tolerance must cover the rounding of the cosine of nθ, n·2e-16, and decides at the touches.
    expect(proveNonnegative((place) => 1 + chebyshev(n, place), n, 1e-12).proved).toBe(true)
    const below = proveNonnegative((place) => 1 - 1e-9 + chebyshev(n, place), n, 1e-12)
    expect(below.proved).toBe(false)
    expect(chebyshev(n, below.counterexample!)).toBeLessThan(-1 + 1e-9)
  })
  test('a narrow dip between all first nodes is found, one that stays above 0 is proved', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
        fc.boolean(),
        (root, depth, isBelow) => {
          const shift = isBelow ? -depth : depth
          const proof = proveNonnegative((place) => (zOf(place) - root) ** 2 + shift * 1e-3, 2, 1e-12)
          expect(proof.proved).toBe(!isBelow)
          if (isBelow) expect((zOf(proof.counterexample!) - root) ** 2).toBeLessThan(depth * 1e-3)
        },
      ),
      { seed: 2, numRuns: 200 },
    )
  })
  test('values that are not numbers prove nothing', () => {
    expect(proveNonnegative(() => Number.NaN, 3, 1e-12).proved).toBe(false)
    expect(proveNonnegative(() => Number.NEGATIVE_INFINITY, 3, 1e-12).proved).toBe(false)
  })
})

test('boundModuli is above the maximum by at most half a per cent', () => {
  for (const n of [1, 3, 8]) {
    const [one, shifted] = boundModuli((place) => [chebyshev(n, place), 0.5 * chebyshev(n, place)], n)
    expect(one).toBeGreaterThanOrEqual(1)
    expect(one).toBeLessThan(1.006)
    expect(shifted).toBeCloseTo(one / 2, 12)
  }
})
