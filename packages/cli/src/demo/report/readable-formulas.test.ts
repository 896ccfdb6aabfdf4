import { fluxDerivativeGraph, peronaMalik, translate } from '@numeural/activations'
import { evaluate, parse } from '@numeural/formula'
import { expect, test } from 'vitest'
import { readableFormulas } from './readable-formulas.js'

const [lambda, tau] = [3, 0.2]

test.each([-40, -3, -0.1, 0, 0.5, 3, 17])('what is shown at r = %s is what is computed', (r) => {
  const shown = (formula: string): number => evaluate(parse(formula, ['r', 'tau', 'lambda']), { r, tau, lambda })[0]!
  // A few roundings of numbers up to 40.
  const shrinkage = translate(peronaMalik, 'shrinkage', { parameters: { lambda }, tau })
  expect(shown(readableFormulas.shrinkage!)).toBeCloseTo(shrinkage(r), 12)
  const slope = evaluate(fluxDerivativeGraph(peronaMalik, tau), { r, lambda })[0]!
  expect(shown(readableFormulas.derivative!)).toBeCloseTo(slope, 12)
})
