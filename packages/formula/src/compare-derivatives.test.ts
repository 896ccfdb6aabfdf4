import { describe, expect, it } from 'vitest'
import { compareDerivatives } from './compare-derivatives.js'
import { differentiate } from './differentiate.js'
import { evaluate } from './evaluate.js'
import { functionNames } from './functions.js'
import { mathjsDerivative } from './mathjs-derivative.js'
import { parse } from './parse.js'
import { toText } from './text.js'

const symbols = ['r', 'lambda']
const points = [-7.3, -1.1, -0.31, 0.31, 1.1, 7.3].map((r) => ({ r, lambda: 1.3 }))
const compare = (text: string, wrong = '') => {
  const graph = parse(text, symbols)
  const derivative = wrong === '' ? differentiate(graph, 'r') : parse(wrong, symbols)
  return compareDerivatives(graph, derivative, 'r', points)
}

describe('mathjsDerivative', () => {
  it.each([
    ['expm1(2*r)', '2*exp(2*r)'],
    ['r*expm1(r)', 'expm1(r) + r*exp(r)'],
    ['log1p(r^2)', '2*r/(1 + r^2)'],
    ['r*log1p(r)', 'log1p(r) + r/(1 + r)'],
    ['tan(r)', '1 + tan(r)^2'],
    ['tanh(2*r)', '2*(1 - tanh(2*r)^2)'],
    ['abs(r^2 - 1)', 'sign(r^2 - 1)*2*r'],
    ['r*abs(r)', 'abs(r) + r*sign(r)'],
    ['r*sign(r)', 'sign(r)'],
    ['abs(abs(r) - 1)', 'sign(abs(r) - 1)*sign(r)'],
  ])('of %s', (text, expected) => {
    const derivative = mathjsDerivative(parse(text, symbols), 'r')
    for (const r of [0.3, 0.7, 1.2])
      expect(evaluate(derivative, { r })[0]).toBeCloseTo(evaluate(parse(expected, symbols), { r })[0], 13)
  })

  it('writes functions as the language does', () => {
    const derivative = toText(mathjsDerivative(parse('r*expm1(r) + r*log1p(r) + r*abs(r)', symbols), 'r'))
    for (const name of ['expm1(r)', 'log1p(r)', 'abs(r)', 'sign(r)']) expect(derivative).toContain(name)
  })

  it('refuses what would take mathjs minutes', () => {
    expect(() => mathjsDerivative(parse(Array(2000).fill('r').join('*'), symbols), 'r')).toThrow(
      expect.objectContaining({ code: 'DERIVATIVE_TOO_LONG' }),
    )
  })
})

describe('compareDerivatives', () => {
  it.each(functionNames)('agrees on %s, and sees a wrong sign and a wrong factor', (name) => {
    const text = name === 'min' || name === 'max' ? `${name}(r, lambda)` : `${name}(0.5 + r^2/120)`
    const right = toText(differentiate(parse(text, symbols), 'r'))
    // the derivative of a sign is 0, which a sign or a factor does not change
    const [negated, scaled] = name === 'sign' ? ['1', '1e-3'] : [`-(${right})`, `1.00001*(${right})`]
    expect(compare(text)).toMatchObject({ compared: points.length, disagreement: null, isUndecided: false })
    expect(compare(text, negated).disagreement).not.toBeNull()
    expect(compare(text, scaled).disagreement).not.toBeNull()
  })

  it('looks at every piece', () => {
    const text = 'abs(r) <= 1 ? r^2 : 2*abs(r) - 1'
    expect(compare(text)).toMatchObject({ compared: 6, disagreement: null })
    expect(compare(text, 'abs(r) <= 1 ? 2*r : 2').disagreement?.values.r).toBe(-7.3)
    expect(compare(text, 'abs(r) <= 1 ? 3*r : 2*sign(r)').disagreement?.values.r).toBe(-0.31)
  })

  it('judges by differences where the quotient of mathjs overflows', () => {
    // (f'·g − f·g')/g² with g² beyond the largest number
    const graph = parse('1/(1 + lambda*r^2)', symbols)
    const huge = points.map(({ r }) => ({ r, lambda: 1e200 }))
    const right = compareDerivatives(graph, differentiate(graph, 'r'), 'r', huge)
    expect(right).toMatchObject({ disagreement: null, isUndecided: false, judgedByDifferences: 6 })
    const wrong = compareDerivatives(graph, parse('-1*lambda*r/(1 + lambda*r^2)/(1 + lambda*r^2)', symbols), 'r', huge)
    expect(wrong.disagreement).not.toBeNull()
  })

  it('says when it could say nothing', () => {
    const graph = parse('sqrt(r - 100)', symbols)
    expect(compareDerivatives(graph, differentiate(graph, 'r'), 'r', points)).toMatchObject({
      compared: 0,
      judgedByDifferences: 0,
      isUndecided: true,
    })
  })
})
