import { type Backend, createBackend } from '@numeural/core'
import { standardPlugin } from '@numeural/schemes'
import { afterAll, describe, expect, test } from 'vitest'
import { conformanceCases } from './testing/index.js'

const backends: Backend[] = [await createBackend('reference'), await createBackend('wasm', { threads: 1 })]
const gradients = { points: 0, redrawn: 0 }
afterAll(() => {
  for (const backend of backends) backend.dispose()
  const { points, redrawn } = gradients
  console.log(`conformance: gradients at ${points} points; ${redrawn} more lay near a piece boundary and were redrawn`)
})

describe('everything that comes with Numeural', () => {
  const cases = conformanceCases(standardPlugin, { backends })
  test.each(cases)('$name', async ({ name, run }) => {
    const { points, redrawn } = await run()
    if (!name.endsWith('central differences')) return
    gradients.points += points
    gradients.redrawn += redrawn
  })
  test('all nonlinearities and schemes were combined in all spaces', () => {
    const compared = cases.filter(({ name }) => name.endsWith('gradient against central differences'))
    const refused = cases.filter(({ name }) => name.includes('refused (COUPLED_ACTIVATION)'))
    const pairs = standardPlugin.nonlinearities.length * standardPlugin.schemes.length
    expect(compared.length + refused.length).toBe(5 * pairs)
    expect(refused).toHaveLength(standardPlugin.schemes.length)
  })
})
