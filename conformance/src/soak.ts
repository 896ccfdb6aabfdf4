import { type Backend, elementOf, PlanBuilder } from '@numeural/core'

/** Runs a small plan with a state and a reduction again and again; returns the last number read, and what it must be. */
export async function soak(backend: Backend, calls: number): Promise<{ found: number; expected: number }> {
  const builder = new PlanBuilder('float32')
  const shape = { channels: 1, height: 8, width: 8 }
  const u = builder.state('u', shape)
  const next = builder.map('0.5*u + k*f', { u, f: builder.input('f', shape), k: elementOf(builder.parameter('k', 1)) })
  builder.update(u, next)
  builder.output('sum', builder.sum(next))
  const program = await backend.compile(builder.finish())
  const request = { batch: 2, inputs: { f: new Float32Array(128).fill(1) }, parameters: Float32Array.of(0.25) }
  let found = 0
  for (let call = 0; call < calls; call++) found = (await program.run(request)).sum[0]
  program.dispose()
  return { found, expected: 0.5 * 128 }
}
