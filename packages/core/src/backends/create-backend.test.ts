import { describe, expect, it } from 'vitest'
import { availableBackends, createBackend } from './create-backend.js'

describe('createBackend', () => {
  it('makes the reference backend and says what runs', async () => {
    const backend = await createBackend('reference')
    expect(backend.info).toEqual({ name: 'reference', executor: 'plain loops in float64', threads: 1, reason: null })
  })

  it.each([
    ['an unknown name', 'cuda', {}, 'BACKEND_UNKNOWN'],
    ['a name of the prototype', 'constructor', {}, 'BACKEND_UNKNOWN'],
    ['no threads', 'reference', { threads: 0 }, 'BACKEND_THREADS'],
    ['half a thread', 'reference', { threads: 1.5 }, 'BACKEND_THREADS'],
  ])('refuses %s', async (_, name, options, code) => {
    await expect(createBackend(name as never, options)).rejects.toMatchObject({ code })
  })
})

describe('availableBackends', () => {
  it('lists every backend, with a reason for those that do not run', async () => {
    const found = await availableBackends()
    expect(found.map((backend) => backend.name)).toEqual(['wasm', 'reference'])
    expect(found[1]).toEqual({ name: 'reference', available: true, reason: null })
    for (const { available, reason } of found) expect(reason === null).toBe(available)
  })
})
