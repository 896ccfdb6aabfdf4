import { parse, toText } from '@numeural/formula'
import { expect, test } from 'vitest'
import { timesR } from './times-r.js'

test.each([
  ['1/(1 + r^2)', 'r/(1 + r^2)'],
  ['k/(k + abs(r))', 'k*r/(k + abs(r))'],
  ['0.5*(1/(1 + r^2))', '0.5*(r/(1 + r^2))'],
  ['-1/(1 + r^2)', '-r/(1 + r^2)'],
  ['abs(r) <= k ? 1 : k/abs(r)', 'abs(r) <= k ? r : k*r/abs(r)'],
  ['exp(-r^2)', 'exp(-r^2)*r'],
  ['r^2/(1 + r^2)', 'r^2/(1 + r^2)*r'],
  ['2*k', '2*k*r'],
])('r·(%s) is %s', (text, product) => {
  expect(toText(timesR(parse(text, ['r', 'k'])))).toBe(product)
})
