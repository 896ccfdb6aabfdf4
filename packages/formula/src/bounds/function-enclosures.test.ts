import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.js'
import { parse } from '../parse.js'
import { randomFormula, seededRandom } from '../testing/index.js'
import { FunctionEnclosures } from './function-enclosures.js'
import type { Segment } from './segments.js'

const segment = (lo: number, hi: number): Segment => ({ lo, hi, decided: new Map() })
const tail = (text: string, start: number) =>
  new FunctionEnclosures(parse(text, ['r']), 'r', {}).onTail(segment(0, Infinity), start)

describe('FunctionEnclosures', () => {
  it.each([
    ['r^2/(1 + r^2)', 0.99, 1],
    ['r/sqrt(4*r^2 + r)', 0.49, 0.5],
    ['r^3*exp(-r)', 0, 100 ** 3 * Math.exp(-100) * 1.001],
    ['exp(r)/r^9', 1, Infinity],
    ['log(r)/sqrt(r)', 0, 0.6],
    ['r*(1 - exp(-2/r))', 1.9, 2],
    ['r/cosh(r)', 0, 1e-40],
    ['r*atan(1/r)', 0.999, 1],
  ])('encloses %s for r ≥ 100 within [%d, %d]', (text, least, most) => {
    const { range } = tail(text, 100)
    expect(range.defined).toBe(true)
    expect(range.lo).toBeGreaterThanOrEqual(least)
    // 1e-12: rounding of the ends
    expect(range.hi).toBeLessThanOrEqual(most * (1 + 1e-12))
  })

  it('does not take an overflow of its own for an infinite value', () => {
    const { range } = tail('((exp(-2.25*(2.875 + r)))^1.5625)^(-2)', 50)
    expect(range.lo).toBeLessThanOrEqual(Math.exp(2.25 * 52.875 * 3.125) * (1 + 1e-9))
  })

  it('tells monotone and unbounded tails', () => {
    expect(tail('1/(1 + r^2)', 4).direction).toBe(-1)
    expect(tail('r/(1 + r)', 4).direction).toBe(1)
    expect(tail('sin(r)', 4).direction).toBe(0)
    expect(tail('r^2 - 10*r', 100).unbounded).toBe(true)
  })

  it('holds the values of random formulas on tails and next to 0', () => {
    let informative = 0
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(4, 6, 50),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 12 }),
        (seed, start, steps) => {
          const graph = randomFormula(seededRandom(seed), { depth: 4 })
          const enclosures = new FunctionEnclosures(graph, 'r', { lambda: 1.25 })
          for (const kind of ['tail', 'zero'] as const) {
            const { range } =
              kind === 'tail'
                ? enclosures.onTail(segment(0, Infinity), start)
                : enclosures.nextToZero(segment(0, 1), 1 / start)
            if (range.hi - range.lo < 1e3) informative++
            for (const step of steps) {
              const r = kind === 'tail' ? start * 1.3 ** step : 1 / start / 1.3 ** step
              const [value] = evaluate(graph, { r, lambda: 1.25 })
              // evaluation rounds, cancels and overflows where the enclosure speaks of real values
              const slack = 1e-7 * Math.max(1, Math.abs(value))
              if (!Number.isFinite(value)) continue
              expect(value < range.lo - slack || value > range.hi + slack).toBe(false)
            }
          }
        },
      ),
      { numRuns: 600, seed: 23 },
    )
    expect(informative).toBeGreaterThan(300)
  }, 60_000)
})
