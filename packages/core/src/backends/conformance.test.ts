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
    for (const operationCase of operationCases()) it(operationCase.name, () => operationCase.run(backend))
  })
}
