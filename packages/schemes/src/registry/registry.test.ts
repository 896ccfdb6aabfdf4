import { defineNonlinearity } from '@numeural/activations'
import { createRegistry, definePlugin } from '@numeural/core'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { defineScheme } from '../scheme/define-scheme.js'
import { standardSchemes } from '../scheme/standard-schemes.js'
import { standardPlugin } from './standard-plugin.js'

const example = definePlugin({
  name: 'example',
  nonlinearities: [defineNonlinearity({ name: 'steep', diffusivity: '1/(1 + r^4)' })],
  schemes: [
    defineScheme({
      name: 'damped',
      parameters: { tau: { default: 0.1, domain: 'positive' } },
      update: 'u - tau*flux',
      time: 'tau',
    }),
  ],
})

describe('createRegistry', () => {
  const numeural = createRegistry(standardPlugin, example)
  test('finds entries of all plugins by name', () => {
    expect(numeural.nonlinearity('steep')).toBe(example.nonlinearities[0])
    expect(numeural.scheme('explicit').update).toBe('u - tau*flux')
  })
  test('knows the names as types', () => {
    expectTypeOf(numeural.scheme).parameter(0).toEqualTypeOf<(typeof standardSchemes)[number]['name'] | 'damped'>()
    expectTypeOf<'fsi'>().toExtend<Parameters<typeof numeural.scheme>[0]>()
    // @ts-expect-error a name that no plugin has
    expect(() => numeural.nonlinearity('stepe')).toThrow(/there are constant, .*, steep/)
  })
  test('refuses two entries of one name, naming both owners', () => {
    const other = definePlugin({
      name: 'other',
      nonlinearities: [defineNonlinearity({ name: 'relu', activation: 'r' })],
    })
    expect(() => createRegistry(standardPlugin, other)).toThrow(/'relu'.*'standard'.*'other'/)
  })
  test('refuses wrong formulas when it is made', () => {
    const scheme = defineScheme({ name: 'wrong', update: '1.3*u', time: '1' })
    const plugin = definePlugin({ name: 'wrong', schemes: [scheme] })
    expect(() => createRegistry(standardPlugin, plugin)).toThrow(/'wrong'.*add up to 1.3/)
    const unknown = definePlugin({
      name: 'wrong',
      nonlinearities: [defineNonlinearity({ name: 'x', diffusivity: 'q' })],
    })
    expect(() => createRegistry(standardPlugin, unknown)).toThrow(/q/)
  })
  test('lists everything with bounds and owner', () => {
    const { nonlinearities, schemes } = numeural.list()
    expect(schemes.map(({ name, plugin }) => [name, plugin])).toEqual([
      ...standardSchemes.map(({ name }) => [name, 'standard']),
      ['damped', 'example'],
    ])
    expect(nonlinearities).toHaveLength(9)
    expect(nonlinearities.find(({ name }) => name === 'truncated-quadratic')).toMatchObject({
      definedBy: 'regulariser',
      lipschitz: Number.POSITIVE_INFINITY,
      monotone: false,
      plugin: 'standard',
    })
    expect(nonlinearities.at(-1)!.gMax).toBeCloseTo(1, 9)
  })
})
