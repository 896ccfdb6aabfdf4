import { operationCases } from '../../testing/index.js'
import { createGpuBackend } from '../gpu-backend.js'
import type { GpuMode } from '../modes.js'

export interface Outcome { name: string; error: string | null; ms: number }

/** What the page offers to the test that drives it. */
const harness = {
  async run(mode: GpuMode, pattern: string): Promise<Outcome[]> {
    const backend = await createGpuBackend({ mode })
    const matching = operationCases().filter(({ dtype, name }) => dtype === 'float32' && new RegExp(pattern).test(name))
    const outcomes: Outcome[] = []
    for (const { name, run } of matching) {
      const start = performance.now()
      const error = await run(backend).then(() => null, (e: unknown) => e instanceof Error ? e.message : String(e))
      outcomes.push({ name, error, ms: performance.now() - start })
    }
    await backend[Symbol.asyncDispose]()
    return [{ name: backend.info.executor, error: null, ms: 0 }, ...outcomes]
  },
}
Object.assign(globalThis, { harness })
