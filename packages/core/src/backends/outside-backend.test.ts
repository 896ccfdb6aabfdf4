import { operationCases } from '@numeural/plan/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { operations } from '../gpu/operations/operations.js'
import { definePlugin } from '../plugin/plugin.js'
import { createRegistry } from '../registry/create-registry.js'
import type { BackendEntry } from './backend-kind.js'
import { availableBackends, createBackend } from './create-backend.js'
import { type Counts, createCountingBackend } from './outside-backend.fixtures.js'

const counts: Counts = new Map()
const counting: BackendEntry = { name: 'counting', make: () => createCountingBackend(counts) }
const plugin = definePlugin({ name: 'numeural-backend-counting', backends: [counting] })

describe('a backend from outside, brought by a plugin', async () => {
  const backend = await createBackend('counting', { plugins: [plugin] })
  afterAll(() => backend.dispose())

  it('is found by name', async () => {
    expect(backend.info.name).toBe('counting')
    expect(await availableBackends({ plugins: [plugin] })).toContainEqual({
      name: 'counting',
      available: true,
      reason: null,
    })
    expect(createRegistry(plugin).backend('counting')).toBe(counting)
  })

  for (const { name, run } of operationCases()) it(name, () => run(backend))

  it('computed every operation there is', () => {
    // TypeScript refuses a table of a backend that misses one
    expect([...counts.keys()].sort()).toEqual(Object.keys(operations).sort())
  })
})
