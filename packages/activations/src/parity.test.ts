import { parse } from '@numeural/formula'
import { expect, it } from 'vitest'
import { parityOf } from './parity.js'

it.each([
  ['1/(1 + (r/lambda)^2)', 'even'],
  ['r == 0 ? 1 : sin(r)/r', 'even'],
  ['r*exp(-abs(r))', 'odd'],
  ['sign(r)*log1p(abs(r))', 'odd'],
  ['abs(r) <= lambda ? r : lambda*sign(r)', 'odd'],
  ['sqrt(1 + r^2) - abs(r)', 'even'],
  ['r < -1.5 and r > -1.6 ? 5*r : r', null],
  ['min(1, max(-1, r))', null],
  ['exp(r)', null],
  ['1 + r', null],
  ['r^1.5', null],
])('%s is %s', (text, parity) => {
  expect(parityOf(parse(text, ['r', 'lambda']))).toBe(parity)
})
