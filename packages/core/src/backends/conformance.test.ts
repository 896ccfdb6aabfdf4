import type { Backend } from '@numeural/plan'
import { operationCases } from '@numeural/plan/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { availableBackends, createBackend } from './create-backend.js'

/** The modes of gpu.js run the same cases in conformance/, in Node and in a browser. */
const own = (await availableBackends()).filter(({ name }) => ['wasm', 'reference'].includes(name))

for (const { name, available, reason } of own) {
  describe.skipIf(!available)(`backend: ${name}${available ? '' : ` (not here: ${reason})`}`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await createBackend(name)
    })
    afterAll(() => backend.dispose())
    for (const { name: title, run } of operationCases()) it(title, () => run(backend))
  })
}
