import { inspect } from 'node:util'
import { createEvaluator, evaluate } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  defineNonlinearity,
  fluxDerivativeGraph,
  type NonlinearityDefinition,
  standardNonlinearities,
} from './index.js'

const parameters = { lambda: { default: 1, domain: 'positive' }, theta: { default: 1, domain: 'positive' } } as const
const define = (definition: Partial<NonlinearityDefinition>) =>
  defineNonlinearity({ name: 'x', parameters, ...definition })

/** inf Φ', in closed form (T20, Table 3; C21, eq. 4). */
const minSlope: Record<string, number> = {
  constant: 1,
  charbonnier: 0,
  'truncated-tv': 0,
  'perona-malik-exponential': -2 * Math.exp(-1.5),
  'truncated-bfb': -1,
  'truncated-quadratic': Number.NEGATIVE_INFINITY,
  'perona-malik': -1 / 8,
  relu: 0,
}

describe('boundsOf', () => {
  it.each(standardNonlinearities.map((each) => [each.name, each] as const))('certifies those of %s', (name, each) => {
    const bounds = boundsOf(each)
    expect(bounds.gMax.certified && bounds.lipschitz.certified).toBe(true)
    expect(bounds.minSlope.certified && bounds.monotone.certified).toBe(true)
    // 1e-9: the enclosure stops at a relative gap of 1e-10
    expect(bounds.gMax.value).toBeCloseTo(1, 9)
    if (name === 'truncated-quadratic') expect(bounds.lipschitz.value).toBe(Number.POSITIVE_INFINITY)
    else expect(bounds.lipschitz.value).toBeCloseTo(1, 9)
    if (Number.isFinite(minSlope[name])) expect(bounds.minSlope.value).toBeCloseTo(minSlope[name], 9)
    else expect(bounds.minSlope.value).toBe(minSlope[name])
    expect(bounds.monotone.value).toBe(minSlope[name] >= 0)
  })

  it('tells L from gMax for a steeply falling flux (Weickert)', () => {
    const { gMax, lipschitz, minSlope, monotone } = boundsOf(define({ diffusivity: '1 - exp(-3.31488/(r/lambda)^8)' }))
    expect(gMax).toEqual({ value: 1, certified: true })
    // sampled independently: -2.33489616
    expect(minSlope.value).toBeCloseTo(-2.33489616, 7)
    expect(lipschitz.value).toBe(-minSlope.value)
    expect(monotone).toEqual({ value: false, certified: true })
  })

  it.each(['1/sqrt(r^2 + lambda^2)', '0.5/(lambda + abs(r))', '1/(r^2 + lambda^2)^0.5'])(
    'proves that the flux of %s never falls',
    (diffusivity) => {
      for (const lambda of [1, 0.01, 30]) {
        expect(boundsOf(define({ diffusivity }), { lambda }).monotone).toEqual({ value: true, certified: true })
      }
    },
  )

  it('knows the rational flux of fourth order', () => {
    const fourth = define({ diffusivity: '1/(1 + (r/lambda)^4)' })
    const { gMax, lipschitz, minSlope } = boundsOf(fourth, { lambda: 3 })
    expect(gMax).toEqual({ value: 1, certified: true })
    expect(lipschitz).toEqual({ value: 1, certified: true })
    expect(minSlope.value).toBeCloseTo(-9 / 16, 9)
    const at = 3 * (5 / 3) ** 0.25
    expect(evaluate(fluxDerivativeGraph(fourth), { r: at, lambda: 3, theta: 1 })[0]).toBeCloseTo(-9 / 16, 14)
  })

  it('computes once for all values of a parameter that only scales r, else anew', () => {
    const scaling = define({ diffusivity: '1/(1 + (r/lambda)^2)' })
    expect(boundsOf(scaling, { lambda: 7 })).toBe(boundsOf(scaling, { lambda: 0.1 }))
    const other = define({ activation: 'tanh(r/lambda)' })
    expect(boundsOf(other, { lambda: 0.5 }).gMax).toEqual({ value: 2, certified: true })
    expect(boundsOf(other, { lambda: 2 }).gMax).toEqual({ value: 0.5, certified: true })
    expect(boundsOf(other, { lambda: 2 })).toBe(boundsOf(other, { lambda: 2 }))
  })

  it.each([
    ['abs(r) < 1e6 ? 0 : sign(r)*5e-4', false],
    ['abs(r) < 1e8 ? r/(1 + r^2) : r/(1 + r^2) + sign(r)*0.09', false],
    ['abs(r) <= 1 ? r : r - sign(r)*5e-10', true],
  ])('takes no jump for continuous because it is small: %s', (activation, falls) => {
    const { lipschitz, monotone } = boundsOf(define({ activation }))
    expect(lipschitz.value).toBe(Number.POSITIVE_INFINITY)
    if (falls) expect(monotone).toEqual({ value: false, certified: true })
  })

  it.each([
    ['abs(r) <= theta ? r : 0', true],
    ['(r/lambda)^2 < 3 ? r : 0.5*r', true],
    ['exp(-abs(r)) > 0.25 ? r : 0.999*r', true],
    ['sign(r)', false],
    ['r + sign(r)', false],
    ['abs(r) < theta ? r : 1.001*r', false],
  ])('finds the jump of %s', (activation, falls) => {
    const { lipschitz, minSlope, monotone } = boundsOf(define({ activation }))
    expect(lipschitz).toEqual({ value: Number.POSITIVE_INFINITY, certified: true })
    expect(minSlope.value === Number.NEGATIVE_INFINITY).toBe(falls)
    expect(monotone).toEqual({ value: !falls, certified: true })
  })

  it.each([
    ['abs(r) <= theta ? r : theta^2/r', -1, 1],
    ['(r/lambda)^2 <= 2 ? r : 2*lambda^2/r', -1, 1],
    ['r == 0 ? 0 : r', 1, 1],
    ['min(1, max(-1, r))', 0, 1],
    ['atan(r)', 0, 1],
    ['r*exp(-abs(r))', -Math.exp(-2), 1],
  ])('sees that %s does not jump', (activation, least, most) => {
    const { lipschitz, minSlope } = boundsOf(define({ activation }))
    expect(lipschitz.certified).toBe(true)
    expect(minSlope.value).toBeCloseTo(least, 8)
    expect(lipschitz.value).toBeCloseTo(most, 8)
  })

  it('prints its numbers, and refuses what is no nonlinearity', () => {
    expect(inspect(boundsOf(define({ diffusivity: '1/(1 + r^2)' })))).toContain('gMax: { value: 1, certified: true }')
    expect(() => boundsOf('perona-malik' as never)).toThrow(
      expect.objectContaining({
        message: 'boundsOf: nonlinearity is "perona-malik"; allowed: a nonlinearity.',
        hint: expect.stringContaining('createRegistry(standardPlugin)'),
      }),
    )
  })

  it('does not take a flux for monotone because its diffusivity is unbounded', () => {
    // r/(|r|(1 + r²)), whose slope is −2r/(1 + r²)² beyond 0.
    const { gMax, monotone } = boundsOf(define({ activation: 'sign(r)/(1 + r^2)' }))
    expect(gMax.value).toBe(Number.POSITIVE_INFINITY)
    expect(monotone).toEqual({ value: false, certified: true })
  })

  it('certifies nothing where the search cannot end', () => {
    const { lipschitz, minSlope } = boundsOf(define({ activation: 'sin(r) > 0.5 ? r : 0.9*r', activationOnly: true }))
    expect(lipschitz.value).toBe(Number.POSITIVE_INFINITY)
    expect(minSlope.value).toBe(Number.NEGATIVE_INFINITY)
    expect(boundsOf(define({ diffusivity: 'cos(sin(r^2) > 0.5 ? 1 : 2)' })).monotone.value).toBe(false)
  })

  it('looks at both signs of r for an activation that is not odd', () => {
    const leaky = define({ activation: 'r > 0 ? r : 3*r', activationOnly: true })
    expect(boundsOf(leaky)).toMatchObject({
      gMax: { value: 3, certified: true },
      lipschitz: { value: 3, certified: true },
      minSlope: { value: 1, certified: true },
    })
  })

  it('takes a shrinkage function literally for every tau', () => {
    const soft = define({ shrinkage: 'abs(r) <= theta ? 0 : r - theta*sign(r)' })
    expect(boundsOf(soft).gMax.value).toBeCloseTo(1, 9)
    expect(boundsOf(soft, {}, 0.1).gMax.value).toBeCloseTo(2.5, 9)
  })

  it('is never exceeded by difference quotients', () => {
    for (const each of standardNonlinearities) {
      const { minSlope, lipschitz } = boundsOf(each)
      const graph = fluxDerivativeGraph(each)
      const slope = createEvaluator(graph, ['r', 'lambda', 'theta'])
      const out = new Float64Array(1)
      for (let k = -400; k <= 400; k++) {
        slope([Math.sinh(k / 40), 1, 1], out)
        expect(out[0]).toBeGreaterThanOrEqual(minSlope.value)
        expect(out[0]).toBeLessThanOrEqual(lipschitz.value)
      }
    }
  })
})
