import type { Backend } from '@numeural/plan'
import { createReferenceBackend } from '@numeural/plan/reference'
import { expect, it } from 'vitest'
import { requireBackend } from './require-backend.js'

it.each(['wasm', null, {}, 3])('refuses %j', (value) => {
  expect(() => requireBackend(value as unknown as Backend)).toThrow(expect.objectContaining({ code: 'BACKEND_VALUE' }))
})

it('takes a backend', async () => {
  await using backend = await createReferenceBackend()
  expect(() => requireBackend(backend)).not.toThrow()
})
