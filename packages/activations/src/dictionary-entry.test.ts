import { evaluate, parse } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import {
  defineNonlinearity,
  dictionaryEntry,
  type FaceName,
  fluxDerivativeGraph,
  type NonlinearityDefinition,
  peronaMalik,
  relu,
  standardNonlinearities,
  translate,
} from './index.js'

/** What people write, and what makes trouble. */
const written: readonly Partial<NonlinearityDefinition>[] = [
  // garrote, hard and soft shrinkage for tau = 1/4
  { shrinkage: 'abs(r) <= lambda ? 0 : r - lambda^2/r' },
  { shrinkage: 'r == 0 ? 0 : r*max(0, 1 - (lambda/r)^2)' },
  { shrinkage: 'abs(r) <= lambda ? 0 : r' },
  { shrinkage: 'sign(r)*max(0, abs(r) - lambda)' },
  { diffusivity: 'exp(abs(r))^(-abs(r))' },
  { diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)' },
  { diffusivity: 'sqrt(max(0, 1 - (r/lambda)^2))' },
  { diffusivity: 'abs(r) < lambda ? (1 - (r/lambda)^2)^2 : 0' },
  { diffusivity: '1/(1 + (abs(r)/lambda)^1.5)' },
  { diffusivity: 'min(1, lambda/abs(r))' },
  { diffusivity: '1/cosh(r/lambda)^2' },
  { regulariser: 'lambda^2*log(1 + (r/lambda)^2)' },
  { regulariser: '2*lambda^2*(sqrt(1 + (r/lambda)^2) - 1)' },
  { activation: 'lambda*tanh(r/lambda)' },
  { activation: 'sign(r)*log1p(abs(r)/lambda)*lambda' },
  { activation: 'lambda*atan(r/lambda)' },
  { activation: 'sin(sin(sin(sin(sin(sin(sin(r)))))))' },
  {
    diffusivity: '2/(2 + cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(cos(r)))))))))))))))))))',
  },
  { diffusivity: Array.from({ length: 20 }, (_, k) => `1/(1 + r^2/${k + 1})`).join(' + ') },
]
const parameters = { lambda: { default: 1.3, domain: 'positive' } } as const
const corpus = [
  ...standardNonlinearities,
  ...written.map((faces) => defineNonlinearity({ name: 'written', parameters, ...faces })),
]

/** Bounds of functions nested deeply take seconds. */
const patience = { timeout: 60_000 }

describe('what is printed', () => {
  it.each(corpus.map((each) => [JSON.stringify(each.formulas), each] as const))(
    'can be read again, with the same values: %s',
    patience,
    async (_formulas, each) => {
      const tau = 0.25
      const { formulas, parameters: values } = await dictionaryEntry(each)
      const shown = Object.entries(formulas).filter(([, text]) => text !== null)
      expect(shown.length).toBeGreaterThan(1)
      for (const [face, text] of shown) {
        const graph = parse(text ?? '', ['r', 'tau', ...Object.keys(values)])
        const expected =
          face === 'derivative' ? fluxDerivativeGraph(each) : translate(each, face as FaceName, { parameters: values })
        for (const r of [0.1, 0.7, 1.9, 25].flatMap((x) => [x, -x])) {
          const value = typeof expected === 'function' ? expected(r) : evaluate(expected, { ...values, r })[0]
          // quadrature of regularisers aside, the same arithmetic in another order; r - S(r) cancels far out
          expect(evaluate(graph, { ...values, tau, r })[0]).toBeCloseTo(value as number, 9)
        }
      }
    },
  )

  it('has no infinite constants and no conditions that are decided', patience, async () => {
    for (const each of corpus) {
      const { formulas } = await dictionaryEntry(each)
      for (const text of Object.values(formulas))
        expect(text ?? '').not.toMatch(/Infinity|NaN|(?<!\d|\.)0 (<=?|>=?) lambda/)
    }
  })
})

describe('dictionaryEntry', () => {
  it.each<[Partial<NonlinearityDefinition>, number | null]>([
    [{ diffusivity: '1/(1 + r^2)' }, 0],
    [{ diffusivity: '0.25 + 1/(1 + r^2)' }, 0.25],
    [{ diffusivity: '1 - 1.5*exp(-r^2)' }, -0.5],
    [{ activation: 'r - 2*r/(1 + r^2)' }, -1],
  ])('tells the least diffusivity of %j', async (faces, least) => {
    const { bounds } = await dictionaryEntry(defineNonlinearity({ name: 'x', ...faces }))
    // the tolerance of the search
    expect(bounds.gMin).toBeCloseTo(least as number, 8)
  })

  it('is the row of the rational Perona–Malik nonlinearity', async () => {
    const entry = await dictionaryEntry(peronaMalik, { parameters: { lambda: 2 }, tau: 0.1, at: [0, -2] })
    expect(entry).toMatchObject({
      name: 'perona-malik',
      definedBy: 'diffusivity',
      parameters: { lambda: 2 },
      tau: 0.1,
      bounds: { gMax: 1, lipschitz: 1, monotone: false, certified: true, gMin: 0 },
    })
    expect(Object.keys(entry)).toEqual(['name', 'definedBy', 'parameters', 'tau', 'formulas', 'bounds', 'values'])
    const [origin, other] = entry.values
    expect(origin).toEqual({ r: 0, diffusivity: 1, regulariser: 0, shrinkage: 0, activation: 0, derivative: 1 })
    expect(other).toMatchObject({ r: -2, diffusivity: 0.5, activation: -1, derivative: 0 })
    // a few roundings
    expect(other.regulariser).toBeCloseTo(4 * Math.log(2), 14)
    expect(other.shrinkage).toBeCloseTo(-2 * (1 - 0.4 / 3), 14)
  })

  it('has null for a formula that does not exist, and values all the same', async () => {
    const weickert = defineNonlinearity({ name: 'weickert', diffusivity: '1 - exp(-3.31488/r^8)' })
    const { formulas, values } = await dictionaryEntry(weickert, { at: [0.01] })
    expect(formulas.regulariser).toBeNull()
    expect(formulas.diffusivity).toBe('1 - exp(-3.31488/r^8)')
    expect(formulas.activation).toMatch(/exp/)
    expect(formulas.derivative).toMatch(/exp/)
    // g = 1 there to all digits
    expect(values[0].regulariser).toBeCloseTo(1e-4, 17)
  })

  it('has null for the faces that relu lacks', async () => {
    const { formulas, values, bounds } = await dictionaryEntry(relu, { at: [-1, 2] })
    expect(formulas).toMatchObject({ regulariser: null, shrinkage: null, activation: 'max(0, r)' })
    expect(values[1]).toEqual({
      r: 2,
      diffusivity: 1,
      regulariser: null,
      shrinkage: null,
      activation: 2,
      derivative: 1,
    })
    const holds = { certified: true, reason: null }
    expect(bounds).toEqual({
      gMax: 1,
      lipschitz: 1,
      monotone: true,
      certified: true,
      gMin: 0,
      float32: holds,
      float64: holds,
    })
  })

  it.each(standardNonlinearities.map((each) => [each.name, each] as const))(
    'evaluates %s anywhere',
    async (_name, each) => {
      const { values, formulas } = await dictionaryEntry(each, { at: [-1e3, -1, 0, 1e-12, 1, 1e3] })
      for (const row of values) for (const value of Object.values(row)) expect(value).not.toBeNaN()
      expect(formulas.derivative).not.toBeNull()
    },
  )

  it('refuses points that are not finite', async () => {
    for (const r of [Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
      await expect(dictionaryEntry(peronaMalik, { at: [0, r] })).rejects.toThrow(
        expect.objectContaining({ code: 'AT_INVALID' }),
      )
    }
  })
})
