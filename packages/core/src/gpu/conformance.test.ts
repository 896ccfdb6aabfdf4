import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Backend } from '../backend.js'
import { operationCases } from '../testing/index.js'
import { createGpuBackend } from './gpu-backend.js'

for (const mode of ['webasm', 'cpu'] as const) {
  describe(`gpu:${mode}`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await createGpuBackend({ mode })
    })
    afterAll(() => backend[Symbol.asyncDispose]())
    for (const { name, dtype, run } of operationCases()) {
      if (dtype === 'float32') it(name, () => run(backend))
    }
  })
}
