import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Backend } from '../backend.js'
import { operationCases } from '../testing/index.js'
import { availableBackends, createBackend } from './create-backend.js'

for (const { name, available, reason } of await availableBackends()) {
  describe.skipIf(!available)(`backend: ${name}${available ? '' : ` (not here: ${reason})`}`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await createBackend(name)
    })
    afterAll(() => backend.dispose())
    for (const { name: title, dtype, run } of operationCases()) {
      // gpu.js computes in float32; its modes run the same cases in conformance/.
      if (dtype === 'float32' || !name.startsWith('gpu')) it(title, () => run(backend))
    }
  })
}
