import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { jumpsOf } from './jumps.js'

const jumps = (formula: string, values: Record<string, number> = {}, atZero = false) =>
  jumpsOf(parse(formula, ['r', ...Object.keys(values)]), 'r', values, { atZero })

describe('functions that are continuous, for sure', () => {
  it.each([
    ['r/(1 + r^2)', {}],
    ['abs(r) <= lambda ? r : lambda^2/r', { lambda: 0.1 }],
    ['abs(r) <= 0.1 ? r : 0.01/r', {}],
    ['abs(r) > lambda ? r - lambda^2/r : 0', { lambda: 0.3217 }],
    ['abs(r) < lambda ? r*(1 - (r/lambda)^2)^2 : 0', { lambda: 0.7 }],
    ['abs(r)/lambda < 1 ? r*(1 - (r/lambda)^2)^2 : 0', { lambda: 0.7 }],
    ['r^2 < lambda ? r : sqrt(lambda)*sign(r)', { lambda: 2 }],
    ['r^2 - 3*r + 2 < 0 ? r^2 - 3*r : -2', {}],
    ['abs(r) <= theta ? 0 : r - theta*sign(r)', { theta: 1.7 }],
    ['abs(r) < lambda ? sin(r) : sin(lambda)', { lambda: 0.4 }],
    ['abs(r) < 1 ? r*exp(-1) : exp(-1)', {}],
    ['abs(r) < 2 ? min(r, 1) : 1', {}],
    ['r > 1 and r < 2 ? r : (r >= 2 ? 2 : 1)', {}],
    ['sign(r)*r', {}],
    ['abs(r) <= sqrt(2)*theta ? r : 2*theta*(theta/r)', { theta: 0.6 }],
    ['abs(r) <= sqrt(2) ? r : 2/r', {}],
    ['abs(r) < 3 ? (1/3)*r : 1', {}],
    ['abs(r) < 1/7 ? 49*r : 1/r', {}],
  ])('%s', (formula, values) => {
    expect(jumps(formula, values)).toEqual({ found: [], complete: true })
  })
})

describe('functions that jump, however little', () => {
  it.each([
    ['abs(r) < 1e6 ? 0 : sign(r)*5e-4', 1e6, false],
    ['abs(r) < 1e8 ? r/(1 + r^2) : r/(1 + r^2) + sign(r)*0.09', 1e8, false],
    ['abs(r) <= 1 ? r : r - sign(r)*5e-10', 1, true],
    ['abs(r) < 1 ? r : 0', 1, true],
    ['r^2 < 2 ? 0 : 1', Math.SQRT2, false],
    ['sign(r - 3)', 3, false],
  ])('%s', (formula, at, falls) => {
    const { found, complete } = jumps(formula)
    expect(complete).toBe(true)
    expect(found).toHaveLength(1)
    expect(found[0]?.at).toBeCloseTo(at, 12)
    expect(found[0]?.falls).toBe(falls)
  })
})

describe('values of single points', () => {
  it.each([
    ['abs(r) == 1 ? 2*r : r', 1],
    ['abs(r) == 1 ? 0 : r', 1],
    ['abs(r) < 2 ? (abs(r) <= 2 ? r : 0) : (abs(r) <= 2 ? r*(1 + 1e-7) : r*(1 + 1e-8))', 2],
    ['r + sign(r - 3)^2', 3],
  ])('%s jumps, and falls', (formula, at) => {
    expect(jumps(formula)).toEqual({ found: [{ at, falls: true }], complete: true })
  })

  it('of two points that are the same is no jump', () => {
    expect(jumps('abs(r) == 1 ? 1 : r')).toEqual({ found: [], complete: true })
    expect(jumps('sign(r - 1)*(r - 1)')).toEqual({ found: [], complete: true })
  })
})

describe('functions of which nothing is claimed', () => {
  it.each([
    'exp(-r) < 0.5 ? r : 2*r',
    'abs(r) < 1 ? r : r + 1e-14',
    'abs(r) < 1 ? exp(r) : exp(1)*cosh(0.1) - exp(1)*sinh(0.1)*10.033311132253989',
    'sin(r) < 0 ? 0 : 1e-3',
  ])('%s', (formula) => {
    const { complete, found } = jumps(formula)
    expect([complete, found]).not.toEqual([true, []])
  })
})

it('looks at 0 if told to', () => {
  expect(jumps('sqrt(r)', {}, true)).toEqual({ found: [], complete: true })
  expect(jumps('1 + r', {}, true)).toEqual({ found: [{ at: 0, falls: false }], complete: true })
  expect(jumps('sign(r)*1e-9', {}, true).found).toEqual([{ at: 0, falls: false }])
  expect(jumps('r/(1 + r^2)', {}, true)).toEqual({ found: [], complete: true })
})

it('gives up on numbers that grow too long, in no time', () => {
  const tower = (exponent: number): string => `abs(r) < 1.5 ? ((((r^${exponent})^30)^30)^30)^30 : 0`
  expect(jumps(tower(30)).complete).toBe(false)
  expect(jumps('abs(r) < 0.1 ? ((((r*exp(r) + sin(r))^30)^30)^30)^30 - 1 : -1').complete).toBe(false)
})
