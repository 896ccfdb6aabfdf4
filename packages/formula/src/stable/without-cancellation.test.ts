import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.js'
import { parse } from '../parse.js'
import { withoutCancellation } from './without-cancellation.js'
import { withoutUnderflow } from './without-underflow.js'

const rewritten = (text: string, names: string[] = []) => withoutCancellation(parse(text, ['r', ...names]), names)

/** Values that power series give. */
const series: readonly [text: string, value: number][] = [
  ['(1 - exp(-r^2))/r^2', 1],
  ['log(1 + r^2)/r^2', 1],
  ['2*(1 - cos(r))/r^2', 1],
  ['2*(cosh(r) - 1)/r^2', 1],
  ['2*(sqrt(1 + r^2) - 1)/r^2', 1],
  ['(1 - 1/(1 + r^2))/r^2', 1],
  ['(1 - 1/sqrt(1 + r^2))/r^2', 0.5],
  ['((1 + r^2)^5 - 1)/r^2', 5],
  ['((1 + r^2)^1.5 - 1)/r^2', 1.5],
  ['(cosh(r) - cos(r))/r^2', 1],
  ['(exp(r^2) - exp(-r^2))/r^2', 2],
  ['(exp(r^2)*cos(r) - 1)/r^2', 0.5],
  ['log(cosh(r))/r^2', 0.5],
  ['(1 - exp(-r^2)*cosh(r))/r^2', 0.5],
  ['(lambda - sqrt(lambda^2 - r^2))/r^2', 0.5],
  ['(lambda - lambda*exp(-r^2))/r^2', 1],
  ['(sign(r) - sign(r)/(1 + abs(r^2)))/(sign(r)*r^2)', 1],
]

describe('withoutCancellation', () => {
  it.each(series)('%s next to 0', (text, value) => {
    for (const r of [1e-4, -3e-7, 1e-9]) {
      const [found] = evaluate(rewritten(text, text.includes('lambda') ? ['lambda'] : []), { r, lambda: 1 })
      // the next term of the series
      expect(Math.abs((found as number) - value)).toBeLessThanOrEqual(10.1 * r * r + 1e-14)
    }
  })

  it.each(series)('%s elsewhere is what it was', (text) => {
    const names = text.includes('lambda') ? ['lambda'] : []
    for (const r of [0.1, 0.7, -0.9]) {
      const values = { r, lambda: 1 }
      const [now] = evaluate(rewritten(text, names), values)
      const [before] = evaluate(parse(text, ['r', ...names]), values)
      // cancellation of the original at r = 0.1
      expect(now).toBeCloseTo(before as number, 12)
    }
  })

  it.each([
    ['1/(1 + (r/lambda)^2)'],
    ['r - lambda*sign(r)'],
    ['1 - tanh(r)^2'],
    ['lambda*exp(-r) - 1/(2 + r)'],
    ['abs(r) <= sqrt(2)*lambda ? 1 : 2*(lambda/r)^2'],
  ])('%s stays as it is', (text) => {
    const graph = parse(text, ['r', 'lambda'])
    expect(withoutUnderflow(withoutCancellation(graph))).toEqual(graph)
  })

  it('takes conjugates of roots', () => {
    expect(evaluate(rewritten('sqrt(1 + r^2) - abs(r)'), { r: 1e9 })[0]).toBeCloseTo(5e-10, 20)
  })
})

describe('withoutUnderflow', () => {
  it.each([
    ['r == 0 ? 1 : (1 - exp(-r^2))/r^2', 1],
    ['r == 0 ? 1 : log1p(r^2)/r^2', 1],
    ['r == 0 ? 1 : 2*(1 - cos(r/3))/r^2', 1 / 9],
    ['r == 0 ? 1 : (1 - exp(-(r/lambda)^2))/(r/lambda)^2', 1],
  ])('%s where squares are 0', (text, value) => {
    const graph = withoutUnderflow(rewritten(text, ['lambda']))
    for (const r of [1e-19, -1e-25, 1e-170, 5e-324]) {
      expect(evaluate(graph, { r, lambda: 2 })[0]).toBeCloseTo(value, 14)
    }
    expect(evaluate(graph, { r: 0.5, lambda: 2 })).toEqual(evaluate(rewritten(text, ['lambda']), { r: 0.5, lambda: 2 }))
  })

  it('leaves alone what cannot underflow', () => {
    for (const text of ['1/(1 + r^2)', 'r/(1 + abs(r))', 'exp(-r^2)/(1 + r^4)', 'abs(r) < 1 ? 1 : 1/r^2']) {
      const graph = parse(text, ['r'])
      expect(withoutUnderflow(graph)).toEqual(graph)
    }
  })
})
