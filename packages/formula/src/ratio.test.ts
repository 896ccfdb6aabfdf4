import { describe, expect, it } from 'vitest'
import { differentiate } from './differentiate.js'
import { parse } from './parse.js'
import { dependsOnlyOnRatio } from './ratio.js'

const symbols = ['r', 'lambda', 'p']
const ratio = (text: string): boolean => dependsOnlyOnRatio(parse(text, symbols), 'r', 'lambda')

describe('dependsOnlyOnRatio', () => {
  it.each([
    '1/(1 + r^2/lambda^2)',
    '1/sqrt(1 + (r/lambda)^2)',
    'exp(-r^2/(2*lambda^2))',
    'lambda^2/(lambda^2 + r^2)',
    'abs(r) <= sqrt(2)*lambda ? 1 : 2*lambda^2/r^2',
    'r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)',
    'max(0, r)/lambda',
    'p*tanh(r/lambda)',
    '2',
    'sign(r - lambda)',
    '(r/lambda)^p',
    'max(0, r/lambda) + exp(0*r)',
  ])('accepts %s', (text) => expect(ratio(text)).toBe(true))

  it.each([
    '1/(1 + r^2)',
    'r',
    'r*lambda',
    'exp(-r^2/lambda)',
    'r < 1 ? 1 : 0',
    'lambda/(1 + r)',
    'p*r',
    'r^p/lambda^p',
    'log(r)',
    'r < lambda and r < 1 ? 1 : 0',
    'sqrt(r/lambda^2)',
    'lambda^2*log1p(r^2/lambda^2)',
  ])('refuses %s', (text) => expect(ratio(text)).toBe(false))

  it('sees that the slope of a flux of degree 1 depends on the ratio', () => {
    const slope = differentiate(parse('r/(1 + r^2/lambda^2)', symbols), 'r')
    expect(dependsOnlyOnRatio(slope, 'r', 'lambda')).toBe(true)
  })
})
