import { expect, it } from 'vitest'
import type { Backend } from '../backend.js'
import { createReferenceBackend } from '../reference/reference-backend.js'
import { requireBackend } from './require-backend.js'

it.each(['wasm', null, {}, 3])('refuses %j', (value) => {
  expect(() => requireBackend(value as unknown as Backend)).toThrow(expect.objectContaining({ code: 'BACKEND_VALUE' }))
})

it('takes a backend', async () => {
  await using backend = await createReferenceBackend()
  expect(() => requireBackend(backend)).not.toThrow()
})
