import { expect, test } from 'vitest'
import { onPositive, parse, toText } from './index.js'

test.each([
  ['abs(r)', 'r'],
  ['sign(r)*log1p(abs(r))', 'log1p(r)'],
  ['abs(-2*r/k)', '2*r/abs(k)'],
  ['sign(r/k)', 'sign(k)'],
  ['sign(-r)', '-1'],
  ['r < 0 ? -r : 2*r', '2*r'],
  ['0 >= r ? 1 : k', 'k'],
  ['abs(r - k)', 'abs(r - k)'],
  ['sign(k)', 'sign(k)'],
  ['r == 0 ? 1 : k', 'r == 0 ? 1 : k'],
])('for r > 0 %s is %s', (text, expected) => {
  expect(toText(onPositive(parse(text, ['r', 'k']), 'r'))).toBe(expected)
})
