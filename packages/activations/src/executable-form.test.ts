import { evaluate, parse } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { boundsOf } from './bounds.js'
import { closedForm } from './closed-form.js'
import { diffusivityGraph, fluxGraph } from './flux.js'
import { defineNonlinearity } from './nonlinearity.js'
import { standardNonlinearities } from './standard.js'

describe('graphs that backends run', () => {
  it.each(standardNonlinearities.map((each) => [each.name, each] as const))(
    '%s: they are the formulas as written, bit for bit',
    (_, nonlinearity) => {
      expect(fluxGraph(nonlinearity)).toEqual(closedForm(nonlinearity, 'activation'))
      expect(diffusivityGraph(nonlinearity)).toEqual(closedForm(nonlinearity, 'diffusivity'))
    },
  )

  it('keep their digits next to 0 where the formula as written loses them', () => {
    const text = 'r == 0 ? 1 : (1 - exp(-r^2))/r^2'
    const nonlinearity = defineNonlinearity({ name: 'own', diffusivity: text })
    for (const r of [1e-4, 1e-9, 1e-25, 1e-170]) {
      const [flux] = evaluate(fluxGraph(nonlinearity), { r })
      // g = 1 − r²/2 + …
      expect(Math.abs((flux as number) / r - (1 - (r * r) / 2))).toBeLessThan(1e-15)
    }
    expect(evaluate(parse(text, ['r']), { r: 1e-9 })).toEqual([0])
  })
})

describe('bounds where symmetry does not follow from the form', () => {
  it.each([
    ['r < -1.5 and r > -1.6 ? 5*r : r', 5],
    ['r > -1.6 and r < -1.55 ? 0.5*r : r', 1],
  ])('%s: both sides are bounded', (activation, gMax) => {
    const bounds = boundsOf(defineNonlinearity({ name: 'own', activation }))
    expect(bounds.gMax.value).toBeGreaterThanOrEqual(gMax)
    // it jumps
    expect(bounds.lipschitz.value).toBe(Number.POSITIVE_INFINITY)
    expect(bounds.monotone.value).toBe(false)
  })
})
