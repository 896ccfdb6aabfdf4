import { createEvaluator, parse, textForPeople, toText } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { activationFromShrinkage } from './to-activation.js'
import { diffusivityFromShrinkage } from './to-diffusivity.js'
import { shrinkageFromActivation, shrinkageFromDiffusivity } from './to-shrinkage.js'

const symbols = ['r', 'lambda', 'tau']
const at = (graph: ReturnType<typeof parse>, r: number): number => {
  const result = new Float64Array(1)
  createEvaluator(graph, symbols)([r, 0.7, 0.2], result)
  return result[0]
}

describe('derived formulas hold whole powers of √2', () => {
  it.each([
    ['1/(1+(r/lambda)^4)', '4*(r/lambda)^4'],
    ['exp(-(r/lambda)^2)', 'exp(-2*(r/lambda)^2)'],
    ['1/(1+(r/lambda)^-6 + abs(r)*r^3)', '(r/lambda)^(-6)/8 + 4*(abs(r)*r^3)'],
  ])('g = %s', async (text, factor) => {
    const shrinkage = shrinkageFromDiffusivity(parse(text, symbols))
    expect(toText(shrinkage)).toContain(factor)
    expect((await textForPeople()).simplified(shrinkage)).not.toMatch(/\d\.\d{6}/)
    const g = parse(text, symbols)
    for (const r of [-3, -0.4, 0.01, 0.7, 5]) {
      const expected = r * (1 - 0.8 * at(g, Math.SQRT2 * r))
      // The same value but for the rounding of √2.
      expect(Math.abs(at(shrinkage, r) - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(r))
      expect(Math.abs(at(diffusivityFromShrinkage(shrinkage), r) - at(g, r))).toBeLessThan(1e-12)
    }
  })

  it('also from a flux and back, with factors that stay where they cannot be folded', async () => {
    const flux = parse('r/sqrt(1 + (r/lambda)^2) + sin(r)*r^2', symbols)
    const shrinkage = shrinkageFromActivation(flux)
    const back = activationFromShrinkage(shrinkage)
    for (const r of [-2, 0.3, 4]) {
      const expected = r - 2 * Math.SQRT2 * 0.2 * at(flux, Math.SQRT2 * r)
      expect(Math.abs(at(shrinkage, r) - expected)).toBeLessThan(1e-12)
      expect(Math.abs(at(back, r) - at(flux, r))).toBeLessThan(1e-12)
    }
  })

  it('writes the shrinkage function of a product flux without rounded factors', async () => {
    const shrinkage = shrinkageFromActivation(parse('r/(1 + (r/lambda)^4)', symbols))
    expect((await textForPeople()).simplified(shrinkage)).not.toMatch(/\d\.\d{6}/)
  })
})
