import { describe, expect, it } from 'vitest'
import { defineNonlinearity, dependsOnTau, peronaMalik, standardNonlinearities, translate } from './index.js'

describe('translate', () => {
  it.each(
    standardNonlinearities.filter(({ activationOnly }) => !activationOnly).map((each) => [each.name, each] as const),
  )('takes the grid size into the shrinkage function of %s', (_name, each) => {
    const [tau, h] = [0.2, 0.5]
    const g = translate(each, 'diffusivity')
    const shrinkage = translate(each, 'shrinkage', { tau, gridSize: h })
    // rounding
    for (const r of [-3, -0.4, 0, 0.3, 1.7])
      expect(shrinkage(r)).toBeCloseTo(r * (1 - ((4 * tau) / h ** 2) * g((Math.SQRT2 * r) / h)), 12)
    for (const face of ['diffusivity', 'regulariser', 'activation'] as const)
      expect(translate(each, face, { gridSize: h })(1.3)).toBe(translate(each, face)(1.3))
    expect(translate(each, 'shrinkage', { tau, gridSize: 1 })(1.3)).toBe(translate(each, 'shrinkage', { tau })(1.3))
  })

  it('takes it for a literal shrinkage function too: one of τ, whatever h', () => {
    const soft = defineNonlinearity({ name: 'soft', shrinkage: 'sign(r)*max(0, abs(r) - 1)' })
    const g = translate(soft, 'diffusivity', { tau: 0.1 })
    const shrinkage = translate(soft, 'shrinkage', { tau: 0.1, gridSize: 2 })
    for (const r of [-5, 0.7, 4]) expect(shrinkage(r)).toBeCloseTo(r * (1 - 0.1 * g(r / Math.SQRT2)), 12)
  })

  it('refuses grid sizes that are none', () => {
    for (const gridSize of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => translate(peronaMalik, 'shrinkage', { gridSize })).toThrow(
        expect.objectContaining({ code: 'TRANSLATE_OPTION' }),
      )
  })
})

describe('dependsOnTau', () => {
  it.each([
    [{ shrinkage: 'sign(r)*max(0, abs(r) - 1)' }, true],
    [{ shrinkage: 'r*(1 - 4*tau/(1 + 2*r^2))' }, false],
    [{ diffusivity: '1/(1 + r^2)' }, false],
    [{ diffusivity: '1/(1 + r^2)', shrinkage: 'r*(1 - 4*tau/(1 + 2*r^2))' }, false],
  ] as const)('of %j is %s', (faces, expected) => {
    expect(dependsOnTau(defineNonlinearity({ name: 'x', ...faces }))).toBe(expected)
  })
})
