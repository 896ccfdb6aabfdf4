import { parse } from '@numeural/formula'
import { describe, expect, test } from 'vitest'
import { signForAll } from './nonnegative-rational.js'

const sign = (text: string, a = 0) => signForAll(parse(text, ['x', 'a']), 'x', { a })

describe('signForAll', () => {
  test.each([
    ['1 + (1 - x)/(1 + x)', 'positive'],
    ['x/(1 + x^2)', 'positive'],
    ['(x - x)/(1 + x)', 'nonnegative'],
    ['2 - (1 - 2*x)*2 - 4*x', 'nonnegative'],
    ['-(-x)', 'positive'],
    ['x - 1', 'unknown'],
    ['x^2 - 2*x + 2', 'unknown'],
    ['1/(x - 1)', 'unknown'],
    ['sin(x)', 'unknown'],
    ['x^a', 'unknown'],
    ['1/(x - x)', 'unknown'],
    ['x^99', 'unknown'],
  ] as const)('%s is %s', (text, expected) => {
    expect(sign(text, 0.5)).toBe(expected)
  })
  test('other inputs are numbers', () => {
    expect(sign('(8*a - 8)*x/(1 + x)', 1)).toBe('nonnegative')
    expect(sign('(8*a - 8)*x/(1 + x)', 1.01)).toBe('positive')
    expect(sign('(8*a - 8)*x/(1 + x)', 0.99)).toBe('unknown')
    expect(sign('(a > 0 ? x : -x)', 1)).toBe('positive')
    expect(sign('(x > 0 ? x : -x)', 1)).toBe('unknown')
  })
})
