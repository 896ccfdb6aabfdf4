import { createBackend } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'

describe.each(['wasm', 'reference'] as const)('a loop of runs on %s', (name) => {
  it('lets timers through', async () => {
    const builder = new PlanBuilder('float32')
    const u = builder.input('u', { channels: 1, height: 1, width: 64 })
    builder.output('v', builder.map('2*u', { u }))
    const backend = await createBackend(name)
    const program = await backend.compile(builder.finish())
    let interrupted = false
    setTimeout(() => {
      interrupted = true
    }, 1)
    const inputs = { u: new Float32Array(64) }
    const deadline = performance.now() + 5000
    while (!interrupted && performance.now() < deadline) await program.run({ batch: 1, inputs })
    expect(interrupted).toBe(true)
    backend.dispose()
  })
})
