import { boundsOf } from '@numeural/activations'
import { certifyScheme } from '@numeural/certificates'
import { conformanceCases } from '@numeural/certificates/testing'
import { type Backend, createBackend, createRegistry, definePlugin } from '@numeural/core'
import { standardPlugin } from '@numeural/schemes'
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest'
import plugin, { filteredLeapfrog, weickert } from './index.js'

const backends: Backend[] = [await createBackend('reference'), await createBackend('wasm', { threads: 1 })]
afterAll(() => {
  for (const backend of backends) backend.dispose()
})

describe('conformance', () => {
  test.each(conformanceCases(plugin, { backends }))('$name', async ({ run }) => {
    await run()
  })
})

describe('names', () => {
  const numeural = createRegistry(standardPlugin, plugin)
  test('are known to the type checker, and others are type errors', () => {
    expectTypeOf<'weickert' | 'perona-malik'>().toExtend<Parameters<typeof numeural.nonlinearity>[0]>()
    expectTypeOf<'filtered-leapfrog' | 'fsi'>().toExtend<Parameters<typeof numeural.scheme>[0]>()
    expectTypeOf<string>().not.toExtend<Parameters<typeof numeural.scheme>[0]>()
    expect(numeural.nonlinearity('weickert')).toBe(weickert)
    expect(numeural.scheme('filtered-leapfrog')).toBe(filteredLeapfrog)
    // @ts-expect-error misspelt
    expect(() => numeural.nonlinearity('weikert')).toThrow(/there are .*weickert/)
    // @ts-expect-error misspelt
    expect(() => numeural.scheme('filtered-leap-frog')).toThrow(/there are .*filtered-leapfrog/)
  })
  test('of other plugins are type errors', () => {
    const alone = createRegistry(definePlugin({ name: 'kinds', kinds: standardPlugin.kinds }), plugin)
    // @ts-expect-error a name of the standard plugin, which this registry does not have
    expect(() => alone.scheme('fsi')).toThrow(/there are filtered-leapfrog/)
  })
})

describe('filtered leapfrog', () => {
  const certify = (tau: number, gamma: number) =>
    certifyScheme({ scheme: filteredLeapfrog, activation: weickert, kernel: [-1, 1], tau, parameters: { gamma } })
  // ‖K‖² = 4 and g_max = 1: τρ ≤ 2 is τ ≤ 1/2, whatever γ is.
  test.each([0.05, 0.3, 0.9])('γ = %d: stable to τ = 1/2, with frozen flux, and no further', (gamma) => {
    expect(certify(0.5, gamma).stable).toBe(true)
    const beyond = certify(0.501, gamma)
    expect(beyond.stable).toBe(false)
    expect(beyond.tauMax).toBeCloseTo(0.5, 8) // what the search for it resolves
  })
})

test('Weickert: the largest slope of the flux is not g_max', () => {
  const { gMax, lipschitz } = boundsOf(weickert)
  expect(gMax.certified && lipschitz.certified).toBe(true)
  expect(gMax.value).toBeCloseTo(1, 9)
  expect(lipschitz.value).toBeCloseTo(2.3349, 4) // -Φ' where the flux falls steepest
})
