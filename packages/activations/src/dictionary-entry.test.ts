import { describe, expect, it } from 'vitest'
import { defineNonlinearity, dictionaryEntry, peronaMalik, relu, standardNonlinearities } from './index.js'

describe('dictionaryEntry', () => {
  it('is the row of the rational Perona–Malik nonlinearity', async () => {
    const entry = await dictionaryEntry(peronaMalik, { parameters: { lambda: 2 }, tau: 0.1, at: [0, -2] })
    expect(entry).toMatchObject({
      name: 'perona-malik',
      definedBy: 'diffusivity',
      parameters: { lambda: 2 },
      tau: 0.1,
      bounds: { gMax: 1, lipschitz: 1, monotone: false, certified: true },
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
    expect(bounds).toEqual({ gMax: 1, lipschitz: 1, monotone: true, certified: true })
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
