import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differentiate } from '../differentiate.js'
import { evaluate } from '../evaluate.js'
import { parse } from '../parse.js'
import { randomFormula, seededRandom } from '../testing/index.js'
import { infimum, supremum } from './supremum.js'

const half: [number, number] = [0, Infinity]

/** Flux formulas with the suprema and infima of the flux slope, known in closed form. */
const fluxes: readonly [name: string, flux: string, values: Record<string, number>, most: number, least: number][] = [
  ['Perona-Malik', 'r/(1 + r^2/lambda^2)', { lambda: 1 }, 1, -1 / 8],
  ['Perona-Malik, wide', 'r/(1 + r^2/lambda^2)', { lambda: 1e4 }, 1, -1 / 8],
  ['Perona-Malik, narrow', 'r/(1 + (r/lambda)^2)', { lambda: 1e-4 }, 1, -1 / 8],
  ['exponential', 'r*exp(-r^2/(2*lambda^2))', { lambda: 3 }, 1, -2 * Math.exp(-1.5)],
  ['Charbonnier', 'r/sqrt(1 + r^2/lambda^2)', { lambda: 0.7 }, 1, 0],
  ['fourth power', 'r/(1 + (r/lambda)^4)', { lambda: 2 }, 1, -9 / 16],
  ['Huber', 'abs(r) <= sqrt(2)*theta ? r : sqrt(2)*theta*sign(r)', { theta: 1.3 }, 1, 0],
  ['garrote', 'abs(r) <= sqrt(2)*theta ? r : 2*theta^2/r', { theta: 0.6 }, 1, -1],
  ['hard', 'abs(r) <= sqrt(2)*theta ? r : 0', { theta: 1 }, 1, 0],
  ['tanh', 'lambda*tanh(r/lambda)', { lambda: 2 }, 1, 0],
  ['atan', 'atan(r)', {}, 1, 0],
  ['logarithm', 'log1p(abs(r))', {}, 1, 0],
]

describe('supremum and infimum', () => {
  it.each(fluxes)('bound the slope of the %s flux', (_name, flux, values, most, least) => {
    const slope = differentiate(parse(flux, ['r', ...Object.keys(values)]), 'r')
    const above = supremum(slope, 'r', half, values)
    expect(above.certified).toBe(true)
    // these slopes are largest at 0, where all arithmetic is exact
    expect(above.value).toBe(most)
    const below = infimum(slope, 'r', half, values)
    expect(below.certified).toBe(true)
    // the search stops at a relative gap of 1e-10 (1e-13 where the infimum is 0); 1e-9 leaves room for rounding
    expect(Math.abs(below.value - least)).toBeLessThan(1e-9)
    expect(below.value).toBeLessThanOrEqual(below.lower)
  })

  it('finds where the bound is', () => {
    const slope = differentiate(parse('r/(1 + (r/lambda)^4)', ['r', 'lambda']), 'r')
    // near the minimum the slope is flat: a gap of 1e-10 in value is about 1e-5 in r
    expect(infimum(slope, 'r', half, { lambda: 2 }).at).toBeCloseTo(2 * (5 / 3) ** 0.25, 4)
  })

  it('bounds a diffusivity that is singular next to 0, and its flux on the tail', () => {
    const g = parse('r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)', ['r', 'lambda'])
    expect(supremum(g, 'r', half, { lambda: 2 })).toMatchObject({ value: 1, certified: true })
    const slope = differentiate(parse('r*(r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8))', ['r', 'lambda']), 'r')
    const least = infimum(slope, 'r', half, { lambda: 2 })
    expect(least.certified).toBe(true)
    expect(least.value).toBeCloseTo(-2.3348961, 6)
    expect(evaluate(slope, { r: least.at, lambda: 2 })[0]).toBeCloseTo(least.value, 8)
  })

  it('gives limits at infinity and at jumps', () => {
    const plain = (text: string) => parse(text, ['r'])
    expect(supremum(plain('r/(1 + r)'), 'r', half)).toMatchObject({ value: 1, certified: true })
    expect(supremum(plain('r < 1 ? r : 0'), 'r', half)).toMatchObject({ value: 1, lower: 1, at: 1, certified: true })
    expect(supremum(plain('r^2*exp(-sqrt(r))'), 'r', half).value).toBeCloseTo(256 * Math.exp(-4), 8)
    expect(supremum(plain('log(r)/r'), 'r', [1, Infinity]).value).toBeCloseTo(1 / Math.E, 9)
    // next to 0 the other branch holds, and its limit counts
    expect(supremum(plain('r + r == 0 ? 0 : 1/(r + 1)'), 'r', half)).toMatchObject({ value: 1, certified: true })
    // oscillates into its limit 3 from below: not settled to 1e-10 within the budget, but bounded
    const oscillating = supremum(plain('(3*r^2 + sin(r))/(r^2 + 1)'), 'r', [10, Infinity])
    expect(oscillating.value).toBeGreaterThanOrEqual(3)
    expect(oscillating.value).toBeLessThan(3.001)
  })

  it('proves what is unbounded, and claims nothing where the formula is undefined', () => {
    const plain = (text: string) => parse(text, ['r'])
    expect(supremum(plain('max(0, r)'), 'r', half)).toMatchObject({ value: Infinity, certified: true })
    expect(supremum(plain('r^3 - r^2'), 'r', half)).toMatchObject({ value: Infinity, certified: true })
    expect(supremum(plain('1/r'), 'r', half)).toMatchObject({ value: Infinity, at: 0, certified: true })
    expect(supremum(plain('log1p(r)'), 'r', half)).toMatchObject({ value: Infinity, certified: true })
    expect(supremum(plain('sqrt(r - 1)'), 'r', [0, 2]).certified).toBe(false)
    expect(supremum(plain('r/r'), 'r', half).certified).toBe(false)
    expect(supremum(plain('tanh(r)/r'), 'r', half).certified).toBe(false)
    expect(supremum(plain('tanh(r)/r'), 'r', half, {}, { open: true })).toMatchObject({ value: 1, certified: true })
    expect(supremum(plain('sin(r^2)'), 'r', half, {}, { budget: 3 }).value).toBe(1)
  })

  it('refuses domains that are none and inputs without a value', () => {
    const graph = parse('r*lambda', ['r', 'lambda'])
    expect(() => supremum(graph, 'r', half)).toThrow(expect.objectContaining({ code: 'INPUT_MISSING' }))
    expect(() => supremum(graph, 'r', [1, 0], { lambda: 1 })).toThrow(
      expect.objectContaining({ code: 'INTERVAL_INVALID' }),
    )
    expect(() => supremum(graph, 'r', [-Infinity, 0], { lambda: 1 })).toThrow(
      expect.objectContaining({ code: 'INTERVAL_INVALID' }),
    )
  })

  it('is never below a value of a random formula', () => {
    const fraction = fc.integer({ min: 0, max: 999 }).map((k) => k / 1000)
    let checked = 0
    fc.assert(
      fc.property(fc.nat(), fc.array(fraction, { minLength: 20, maxLength: 20 }), (seed, samples) => {
        const graph = randomFormula(seededRandom(seed), { depth: 4 })
        const { value, certified } = supremum(graph, 'r', half, { lambda: 1.25 }, { budget: 60 })
        if (certified) checked++
        for (const sample of samples) {
          const r = (sample / (1 - sample)) ** 2
          const [y] = evaluate(graph, { r, lambda: 1.25 })
          // 1e-12: evaluation rounds, the bound is on the exact function; NaN compares as 'no value'
          expect(y > value + 1e-12 * Math.max(1, Math.abs(value))).toBe(false)
        }
      }),
      { numRuns: 300, seed: 11 },
    )
    expect(checked).toBeGreaterThan(120)
  }, 60_000)
})
