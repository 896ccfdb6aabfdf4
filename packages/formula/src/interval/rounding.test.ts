import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.js'
import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  down,
  multiplyDown,
  multiplyUp,
  sqrtDown,
  sqrtUp,
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

/** Any finite double as a fraction `numerator / 2^1074`. */
const unit = 1n << 1074n
const bits = new DataView(new ArrayBuffer(8))
function exactTiny(x: number): bigint {
  bits.setFloat64(0, Math.abs(x))
  const word = bits.getBigUint64(0)
  const exponent = word >> 52n
  const fraction = word & ((1n << 52n) - 1n)
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n)
  return x < 0 ? -magnitude : magnitude
}

/** Whether a double, which may be infinite, is at least a fraction of 2^1074. */
function atLeast(x: number, fraction: bigint): boolean {
  return x === Infinity || exactTiny(x) >= fraction
}
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
        const [least, most] = [sqrtDown(b), sqrtUp(b)]
        expect(exact(least) ** 2n <= exact(b) * one && exact(b) * one <= exact(most) ** 2n).toBe(true)
      }),
      { numRuns: 2000, seed: 19 },
    )
    expect([sqrtDown(49), sqrtUp(49), divideDown(3, 4), divideUp(3, 4)]).toEqual([7, 7, 0.75, 0.75])
  })

  it.each(['tiny', 'huge'])('bounds 20 000 pairs of %s numbers', (size) => {
    const random = seededRandom(size === 'tiny' ? 23 : 29)
    const draw = (): number => {
      const exponent = size === 'tiny' ? -1074 + 560 * random() : 490 + 533 * random()
      return (1 + random()) * 2 ** Math.floor(exponent)
    }
    let wrong = 0
    const judge = (holds: boolean): void => {
      if (!holds) wrong++
    }
    for (let pair = 0; pair < 20_000; pair++) {
      const [a, b] = [draw(), draw()]
      const sum = exactTiny(a) + exactTiny(b)
      judge(exactTiny(addDown(a, b)) <= sum && atLeast(addUp(a, b), sum))
      const product = exactTiny(a) * exactTiny(b)
      judge(exactTiny(multiplyDown(a, b)) * unit <= product)
      judge(multiplyUp(a, b) === Infinity || exactTiny(multiplyUp(a, b)) * unit >= product)
      const [low, high] = [divideDown(a, b), divideUp(a, b)]
      judge(exactTiny(low) * exactTiny(b) <= exactTiny(a) * unit)
      judge(exactTiny(high) * exactTiny(b) >= exactTiny(a) * unit)
      const [least, most] = [sqrtDown(a), sqrtUp(a)]
      judge(exactTiny(least) ** 2n <= exactTiny(a) * unit && exactTiny(a) * unit <= exactTiny(most) ** 2n)
    }
    expect(wrong).toBe(0)
  })

  it('keeps what is no number visible', () => {
    expect([divideUp(Number.NaN, 1), divideUp(1, Number.NaN), divideDown(Number.NaN, 2)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
    expect([divideUp(Infinity, Infinity), addUp(Number.NaN, 1)]).toEqual([0, Infinity])
  })

  it('bounds what overflows and underflows', () => {
    expect(multiplyDown(1e200, 1e200)).toBe(Number.MAX_VALUE)
    expect(multiplyUp(1e200, 1e200)).toBe(Infinity)
    expect(multiplyDown(1e-200, 1e-200)).toBeLessThanOrEqual(0)
    expect(multiplyUp(1e-200, 1e-200)).toBeGreaterThan(0)
    expect(multiplyUp(0, Infinity)).toBe(0)
  })
})
