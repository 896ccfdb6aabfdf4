import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differentiate } from './differentiate.js'
import { evaluate } from './evaluate.js'
import type { Graph } from './graph.js'
import { mathjsDerivative } from './mathjs-derivative.js'
import { parse } from './parse.js'
import { graphPieces, pieces } from './pieces.js'
import { randomFormula, seededRandom } from './testing/index.js'
import { toText } from './text.js'
import { textForPeople } from './text-for-people.js'

const symbols = ['r', 'lambda']
const seed = fc.nat()
const number = fc.double({ min: -3, max: 3, noNaN: true })
const draw = (from: number, options = {}): Graph => randomFormula(seededRandom(from), options)

const { simplified, derivative } = await textForPeople()

describe('toText', () => {
  it.each([
    'r/(1 + r^2/lambda^2)',
    '-r^2',
    '(-r)^2',
    'r - (lambda - 1)',
    'r/(lambda/2)',
    '(r^2)^3',
    'r^2^3',
    'exp(-3.5/r)',
    'r < 1 or r > 2 and not (r == 1.5) ? r^2 : 0.1',
    'max(0, min(r, 1e-7))',
    '1/0',
    '(r < 0 ? 1 : 2)*r',
    '2^(-r)',
    'r*(-lambda)',
  ])('gives a formula of the same value for %s', (text) => {
    const graph = parse(text, symbols)
    const again = parse(toText(graph), symbols)
    for (const r of [-1.7, 0.3, 1.5, 2.5])
      expect(evaluate(again, { r, lambda: 1.3 })).toEqual(evaluate(graph, { r, lambda: 1.3 }))
  })

  it('writes as people do', () => {
    expect(toText(parse('r/(1+(r^2/lambda^2))', symbols))).toBe('r/(1 + r^2/lambda^2)')
    expect(toText(parse('r==0?1:exp(-3*r)', symbols))).toBe('r == 0 ? 1 : exp(-3*r)')
  })

  it('round-trips random formulas to the bit', () => {
    fc.assert(
      fc.property(seed, number, number, (from, r, lambda) => {
        const graph = draw(from)
        expect(evaluate(parse(toText(graph), symbols), { r, lambda })).toEqual(evaluate(graph, { r, lambda }))
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  it('refuses a text that sharing makes astronomically long', () => {
    let text = 'r'
    for (let k = 0; k < 25; k++) text = `sin(${text})^2`
    let graph = parse(text, symbols)
    for (let k = 0; k < 4; k++) graph = differentiate(graph, 'r')
    expect(() => toText(graph)).toThrow(expect.objectContaining({ code: 'TEXT_TOO_LONG' }))
  })
})

describe('pieces', () => {
  it('lists conditions in order, the last piece without one', () => {
    expect(pieces(parse('abs(r) <= lambda ? r : lambda*sign(r)', symbols))).toEqual([
      { condition: 'abs(r) <= lambda', expression: 'r' },
      { condition: null, expression: 'lambda*sign(r)' },
    ])
    expect(pieces(parse('max(0, r)', symbols))).toEqual([
      { condition: '0 >= r', expression: '0' },
      { condition: null, expression: 'r' },
    ])
    expect(pieces(parse('2*r', symbols))).toEqual([{ condition: null, expression: '2*r' }])
  })

  it('decides a condition that occurs twice once', () => {
    expect(pieces(parse('(r < 1 ? 1 : 2)*(r < 1 ? r : lambda)', symbols))).toEqual([
      { condition: 'r < 1', expression: 'r' },
      { condition: null, expression: '2*lambda' },
    ])
  })

  it('has the values of random formulas', () => {
    let piecewise = 0
    fc.assert(
      fc.property(seed, number, number, (from, r, lambda) => {
        const graph = draw(from, { depth: 4 })
        const [value] = evaluate(graph, { r, lambda })
        // min and max pass NaN on, their pieces do not
        if (Number.isNaN(value)) return
        const list = pieces(graph)
        if (list.length > 1) piecewise++
        const holds = (condition: string | null): boolean =>
          condition === null || evaluate(parse(`${condition} ? 1 : 0`, symbols), { r, lambda })[0] === 1
        const piece = list.find(({ condition }) => holds(condition))
        expect(evaluate(parse(piece?.expression ?? '', symbols), { r, lambda })[0]).toBeCloseTo(value, 12)
      }),
      { numRuns: 400, seed: 5 },
    )
    expect(piecewise).toBeGreaterThan(40)
  })

  it('refuses formulas with too many pieces', () => {
    const text = Array.from({ length: 7 }, (_, k) => `max(r, ${k})`).join('*')
    expect(() => pieces(parse(text, symbols))).toThrow(expect.objectContaining({ code: 'PIECES_TOO_MANY' }))
  })
})

describe('texts for people', () => {
  it('simplify', () => {
    expect(simplified(parse('r*r/lambda + 0*r + r*r/lambda', symbols))).toBe('2*r^2/lambda')
    expect(simplified(parse('r < 0 ? sqrt(r^2) : r + r', symbols))).toBe('r < 0 ? sqrt(r^2) : 2*r')
  })

  it.each([
    ['1.4142135623730951*r', 'sqrt(2)*r'],
    ['(1.4142135623730951*r)^2', '2*r^2'],
    ['4.000000000000001*r^4', '4*r^4'],
    ['r/1.4142135623730951*1.4142135623730951', 'r'],
    ['1.4142135623730951*(0.7071067811865475*r)', 'r'],
    ['abs(r) <= sqrt(2)*lambda ? sign(0.7071067811865475*r) : 1', 'abs(r) <= sqrt(2)*lambda ? sign(r) : 1'],
    ['1 - sign(0.7071067811865475*r)*sign(r)', '0'],
  ])('write %s as %s', (text, shown) => {
    expect(simplified(parse(text, symbols))).toBe(shown)
  })

  it('leave out conditions that the ranges of the inputs decide', () => {
    const positive = { lambda: { lo: Number.MIN_VALUE, hi: Infinity } }
    const graph = parse('0 > lambda ? 1/0 : r < lambda ? r : 2', symbols)
    expect(simplified(graph, positive)).toBe('r < lambda ? r : 2')
    expect(simplified(graph)).toBe('0 > lambda ? 1/0 : r < lambda ? r : 2')
  })

  it.each([
    // what mathjs would take minutes for, cannot differentiate, or folds to an infinite number
    Array.from({ length: 20 }, (_, k) => `1/(1 + r^2/${k + 1})`).join(' + '),
    Array.from({ length: 25 }).reduce<string>((inner) => `cos(${inner})`, 'r'),
    Array.from({ length: 8 }, (_, k) => `max(r, ${k})`).join('*'),
    'exp(abs(r))^(-abs(r))',
    'r < 0 ? 1/0 : r',
  ])('fall back on the formula as it is: %s', (text) => {
    const graph = parse(text, symbols)
    for (const r of [-1.7, 0.3, 1.5, 2.5]) {
      expect(evaluate(parse(simplified(graph), symbols), { r })[0]).toBeCloseTo(evaluate(graph, { r })[0] as number, 9)
      const slope = evaluate(differentiate(graph, 'r'), { r })[0] as number
      expect(evaluate(parse(derivative(graph, 'r'), symbols), { r })[0]).toBeCloseTo(slope, 9)
    }
  })

  it('can be read again, whatever the formula', () => {
    let read = 0
    for (let from = 0; from < 60; from++) {
      const graph = draw(from, { depth: 3 })
      const again = parse(simplified(graph), symbols)
      parse(derivative(graph, 'r'), symbols)
      for (const r of [-1.41, 0.83]) {
        const [value = Number.NaN] = evaluate(graph, { r, lambda: 1.37 })
        if (!Number.isFinite(value) || Math.abs(value) > 1e6) continue
        read++
        // terms in another order; cancellation magnifies their rounding
        const found = evaluate(again, { r, lambda: 1.37 })[0] as number
        expect(Math.abs(found - value)).toBeLessThan(1e-6 * (1 + Math.abs(value)))
      }
    }
    expect(read).toBeGreaterThan(60)
  })

  it('differentiate', () => {
    expect(derivative(parse('r/(1 + r^2)', symbols), 'r')).toBe('(1 - r^2)/(r^2 + 1)^2')
    expect(derivative(parse('max(0, r)', symbols), 'r')).toBe('0 >= r ? 0 : 1')
    expect(derivative(parse('tanh(r)', symbols), 'r')).toBe('1 - tanh(r)^2')
  })
})

describe('mathjs as an independent oracle', () => {
  it('agrees with the derivative on random formulas without conditions', () => {
    let checked = 0
    fc.assert(
      fc.property(seed, number, (from, r) => {
        const graph = draw(from, { smooth: true, symbols: ['r'], depth: 4 })
        const [expected] = evaluate(mathjsDerivative(graph, 'r'), { r })
        const [actual] = evaluate(differentiate(graph, 'r'), { r })
        if (!Number.isFinite(expected) || !Number.isFinite(actual) || Math.abs(expected) > 1e6) return
        checked++
        // both sum the same terms in different order: rounding alone, amplified by cancellation
        expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-7 * (1 + Math.abs(expected)))
      }),
      { numRuns: 800, seed: 13 },
    )
    expect(checked).toBeGreaterThan(150)
  })

  it('splits piecewise formulas into what mathjs can differentiate', () => {
    const [inside, outside] = graphPieces(parse('abs(r) <= lambda ? r^2 : lambda*(2*r - lambda)', symbols))
    expect(inside.conditions).toEqual(['abs(r) <= lambda'])
    expect(evaluate(mathjsDerivative(inside.expression, 'r'), { r: 3, lambda: 1 })).toEqual([6])
    expect(evaluate(mathjsDerivative(outside.expression, 'r'), { r: 3, lambda: 1 })).toEqual([2])
  })
})
