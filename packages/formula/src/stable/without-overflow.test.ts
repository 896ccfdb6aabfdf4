import { describe, expect, it } from 'vitest'
import { differentiate } from '../differentiate.js'
import { evaluate } from '../evaluate.js'
import { parse } from '../parse.js'
import { withoutOverflow } from './without-overflow.js'

const softplus = (r: number): number => Math.max(r, 0) + Math.log1p(Math.exp(-Math.abs(r)))
const logistic = (r: number): number => 1 / (1 + Math.exp(-r))
const points = [-1000, -40, -2, -1e-3, 0, 1e-3, 0.5, 3, 40, 1000]

describe('withoutOverflow', () => {
  it.each<[text: string, value: (r: number) => number, slope: (r: number) => number]>([
    ['log(1 + exp(r))', softplus, logistic],
    ['log(exp(r) + 1)', softplus, logistic],
    ['log1p(exp(r))', softplus, logistic],
    ['log(1 + exp(-2*r))', (r) => softplus(-2 * r), (r) => -2 * logistic(-2 * r)],
    ['log(2 + exp(r))', (r) => Math.LN2 + softplus(r - Math.LN2), (r) => logistic(r - Math.LN2)],
    ['log(exp(r) + exp(-r))', (r) => softplus(2 * r) - r, (r) => Math.tanh(r)],
    ['exp(r)/(1 + exp(r))', logistic, (r) => logistic(r) * logistic(-r)],
    ['exp(r)/(exp(-r) + exp(r))', (r) => logistic(2 * r), (r) => 2 * logistic(2 * r) * logistic(-2 * r)],
  ])('%s and its slope are right for every r', (text, value, slope) => {
    const graph = withoutOverflow(parse(text, ['r']))
    for (const r of points) {
      // some roundings of numbers as large as r
      expect(Math.abs((evaluate(graph, { r })[0] as number) - value(r))).toBeLessThanOrEqual(1e-15 * (2 + Math.abs(r)))
      const found = evaluate(differentiate(graph, 'r'), { r })[0] as number
      expect(Math.abs(found - slope(r))).toBeLessThanOrEqual(1e-14)
    }
  })

  it.each(['log(1 - exp(r))', 'log(r + exp(r))', 'exp(r)/(1 + exp(-r))', 'r/(1 + exp(r))', 'log(-1 + exp(r))'])(
    '%s stays as it is',
    (text) => {
      const graph = parse(text, ['r'])
      expect(withoutOverflow(graph)).toEqual(graph)
    },
  )
})
