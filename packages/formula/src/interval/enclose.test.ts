import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEvaluator, evaluate } from '../evaluate.js'
import { parse } from '../parse.js'
import { randomFormula, seededRandom } from '../testing/index.js'
import { enclose } from './enclose.js'

const over = (text: string, lo: number, hi: number) => enclose(parse(text, ['r']), { r: { lo, hi } })[0]

describe('enclose', () => {
  it.each([
    ['1/(1 + r^2)', 0, 1, 0.5, 1],
    ['r^2', -1, 2, 0, 4],
    ['r^3', -2, 1, -8, 1],
    ['r*r', -1, 1, 0, 1],
    ['abs(r)', -3, 2, 0, 3],
    ['sqrt(r)', 4, 9, 2, 3],
    ['exp(r)', 0, 0, 1, 1],
    ['cos(r)', 0, 0, 1, 1],
    ['log1p(r)', 0, 0, 0, 0],
    ['sin(r)', 0, 7, -1, 1],
    ['max(r, 0)', -1, 2, 0, 2],
    ['r < 0 ? 5 : r', -1, 2, -1, 5],
    ['r < 0 ? 5 : r', 0, 2, 0, 2],
    ['sign(r)', -1, 0, -1, 0],
    ['1/r', 2, Infinity, 0, 0.5],
    ['r^-2', 2, 4, 0.0625, 0.25],
  ])('is exact where the arithmetic is: %s on [%d, %d]', (text, lo, hi, least, greatest) => {
    expect(over(text, lo, hi)).toMatchObject({ lo: least, hi: greatest, defined: true })
  })

  it.each([
    ['sqrt(r)', -1, 4],
    ['log(r)', -1, 4],
    ['log(r)', 0, 4],
    ['1/r', -1, 1],
    ['1/r', 0, 1],
    ['r/r', 0, 0],
    ['tan(r)', 1, 2],
    ['r^0.5', -1, 1],
    ['log1p(r)', -2, 0],
    ['r^-2', -1, 1],
  ])('tells that %s may be undefined on [%d, %d]', (text, lo, hi) => {
    expect(over(text, lo, hi).defined).toBe(false)
  })

  it('refuses reversed and NaN intervals and missing inputs', () => {
    expect(() => over('r', 1, 0)).toThrow(expect.objectContaining({ code: 'INTERVAL_INVALID' }))
    expect(() => over('r', Number.NaN, 0)).toThrow(expect.objectContaining({ code: 'INTERVAL_INVALID' }))
    expect(() => enclose(parse('r', ['r']), {})).toThrow(expect.objectContaining({ code: 'INPUT_MISSING' }))
  })

  it('rounds outwards: 0.1 + 0.2 and 1/3 are enclosed properly', () => {
    const third = over('1/r', 3, 3)
    expect(third.lo).toBeLessThanOrEqual(1 / 3)
    expect(third.hi).toBeGreaterThan(1 / 3)
    expect(third.hi - third.lo).toBeLessThan(2e-16)
    const sum = over('r + 0.2', 0.1, 0.1)
    expect(sum.lo).toBeLessThan(0.1 + 0.2)
    expect(sum.hi).toBe(0.1 + 0.2)
  })

  it('holds the values of random formulas on random boxes', () => {
    const number = fc.integer({ min: -4096, max: 4096 }).map((k) => k / 1024)
    const fraction = fc.integer({ min: 0, max: 1000 }).map((k) => k / 1000)
    let checked = 0
    fc.assert(
      fc.property(fc.nat(), number, number, number, fraction, (seed, a, b, lambda, t) => {
        const graph = randomFormula(seededRandom(seed))
        const [lo, hi] = a < b ? [a, b] : [b, a]
        const r = Math.min(hi, lo + t * (hi - lo))
        const [range] = enclose(graph, { r: { lo, hi }, lambda: { lo: lambda, hi: lambda } })
        const [value] = evaluate(graph, { r, lambda })
        // overflow inside the formula is out of the contract: look at formulas whose parts are all finite
        const all = { nodes: graph.nodes, outputs: graph.nodes.map((_, id) => id) }
        const parts = new Float64Array(graph.nodes.length)
        createEvaluator(all, ['r', 'lambda'])([r, lambda], parts)
        if (!parts.every((part) => Math.abs(part) < 1e150)) return
        checked++
        expect(range.lo).toBeLessThanOrEqual(value)
        expect(range.hi).toBeGreaterThanOrEqual(value)
      }),
      { numRuns: 4000, seed: 7 },
    )
    expect(checked).toBeGreaterThan(2000)
  })
})
