import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  down,
  multiplyDown,
  multiplyUp,
  rootDown,
  rootUp,
  up,
} from './rounding.js'

/** A double as a fraction `numerator / 2^200`, exact for the magnitudes drawn here. */
function exact(x: number): bigint {
  let scale = 0
  let mantissa = x
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    scale++
  }
  return BigInt(mantissa) << BigInt(200 - scale)
}

const one = 1n << 200n
/** Doubles with full mantissas between 2^-40 and 2^40, and simple ones, for which results are exact. */
const double = fc.oneof(
  fc.tuple(fc.maxSafeInteger(), fc.integer({ min: -90, max: -15 })).map(([m, e]) => m * 2 ** e),
  fc.integer({ min: -64, max: 64 }).map((k) => k / 4),
)
const positive = double.map(Math.abs).filter((x) => x > 0)

describe('rounding', () => {
  it('moves to another number, two steps at most', () => {
    for (const x of [1, -1, 0, 1e-310, 1e300, Math.PI, -(2 ** -30)]) {
      expect(up(x)).toBeGreaterThan(x)
      expect(down(x)).toBeLessThan(x)
      expect(up(x) - x).toBeLessThanOrEqual(Math.max(2 * 2 ** -52 * Math.abs(x), 2 * Number.MIN_VALUE))
    }
    expect([up(Infinity), down(Infinity), up(-Infinity)]).toEqual([Infinity, Number.MAX_VALUE, -Number.MAX_VALUE])
  })

  it('encloses sums and products, exact ones in a point', () => {
    fc.assert(
      fc.property(double, double, (a, b) => {
        const sum = exact(a) + exact(b)
        expect(exact(addDown(a, b)) <= sum && sum <= exact(addUp(a, b))).toBe(true)
        if (exact(a + b) === sum) expect(addDown(a, b) === a + b && addUp(a, b) === a + b).toBe(true)
        const product = exact(a) * exact(b)
        expect(exact(multiplyDown(a, b)) * one <= product && product <= exact(multiplyUp(a, b)) * one).toBe(true)
        if (exact(a * b) * one === product) expect(multiplyDown(a, b) === multiplyUp(a, b)).toBe(true)
      }),
      { numRuns: 2000, seed: 17 },
    )
  })

  it('encloses quotients and roots, exact ones in a point', () => {
    fc.assert(
      fc.property(double, positive, (a, b) => {
        const [low, high] = [divideDown(a, b), divideUp(a, b)]
        expect(low * b <= a + Math.abs(a) * 1e-15 && high >= low).toBe(true)
        // compare a with quotient * b exactly, which needs no division
        if (Math.abs(a / b) > 2 ** -60) {
          expect(exact(low) * exact(b) <= exact(a) * one && exact(a) * one <= exact(high) * exact(b)).toBe(true)
          expect(divideDown(-a, -b)).toBe(low)
        }
        const [least, most] = [rootDown(b), rootUp(b)]
        expect(exact(least) ** 2n <= exact(b) * one && exact(b) * one <= exact(most) ** 2n).toBe(true)
      }),
      { numRuns: 2000, seed: 19 },
    )
    expect([rootDown(49), rootUp(49), divideDown(3, 4), divideUp(3, 4)]).toEqual([7, 7, 0.75, 0.75])
  })

  it('bounds what overflows and underflows', () => {
    expect(multiplyDown(1e200, 1e200)).toBe(Number.MAX_VALUE)
    expect(multiplyUp(1e200, 1e200)).toBe(Infinity)
    expect(multiplyDown(1e-200, 1e-200)).toBeLessThanOrEqual(0)
    expect(multiplyUp(1e-200, 1e-200)).toBeGreaterThan(0)
    expect(multiplyUp(0, Infinity)).toBe(0)
  })
})
