import { parse } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { integrateFromZero } from './integrate-from-zero.js'

const integral = (text: string) => integrateFromZero(parse(text, ['r', 'a']), { a: 0.7318 })

describe('integrateFromZero', () => {
  it.each<[string, (r: number) => number]>([
    ['r', (r) => (r * r) / 2],
    ['sin(r)', (r) => 2 * Math.sin(r / 2) ** 2],
    ['r*exp(-r^2/2)', (r) => -Math.expm1((-r * r) / 2)],
    ['abs(r) <= a ? r : 0', (r) => Math.min(Math.abs(r), 0.7318) ** 2 / 2],
    ['(r/a)^2 > 1 ? sign(r) : 0', (r) => Math.max(0, Math.abs(r) - 0.7318)],
    ['max(-a, min(a, r))', (r) => (Math.abs(r) <= 0.7318 ? (r * r) / 2 : 0.7318 * (Math.abs(r) - 0.7318 / 2))],
    ['r/(1 + r^2)', (r) => Math.log1p(r * r) / 2],

    ['sign(r)*sqrt(abs(r))', (r) => (2 / 3) * Math.abs(r) ** 1.5],
  ])('of %s is exact to 1e-10', (text, exact) => {
    const f = integral(text)
    for (const r of [1e-9, 1e-3, 0.5, 0.7318, 0.7319, 1, 3, 50, 1e3, -2]) {
      // near the threshold an integral that starts there is tiny: 1e-15 is rounding of r itself
      const tolerance = 1e-10 * Math.abs(exact(r)) + 1e-15
      expect(Math.abs(f(r) - exact(r)), `at ${r}`).toBeLessThanOrEqual(tolerance)
    }
  })

  it('is 0 at 0 and NaN where there is nothing to integrate over', () => {
    expect(integral('r')(0)).toBe(0)
    expect(integral('r')(Number.NaN)).toBeNaN()
    expect(integral('r')(Number.POSITIVE_INFINITY)).toBeNaN()
  })

  it('fails rather than give a wrong value for an integrand that oscillates too fast', () => {
    expect(() => integral('sin(r^3)')(1e4)).toThrow(expect.objectContaining({ code: 'QUADRATURE_FAILED' }))
  })

  it('does not mind the noise near 0 of a flux that cancels there', () => {
    const f = integral('2/(1 + exp(-2*r)) - 1')
    for (const r of [0.1, 1, 10]) expect(f(r)).toBeCloseTo(Math.log(Math.cosh(r)), 12)
    expect(() => f(1e-12)).toThrow(expect.objectContaining({ code: 'QUADRATURE_FAILED' }))
  })

  it('ends, with NaN, for an integrand that is NaN', () => {
    expect(integral('sqrt(-r^2 - a)')(1)).toBeNaN()
  })
})
