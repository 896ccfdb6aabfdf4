import { type Backend, elementOf, type Plan, PlanBuilder, type Signal } from '@numeural/core'
import { arrayReads, liveArrays } from './live-arrays.js'

/** What {@link soak} found. */
export interface Soaked {
  /** The last number read, and what it must be. */
  readonly found: number
  readonly expected: number
  /** Arrays on the graphics processor that the last nine tenths of the runs added. */
  readonly grown: number
  /** Arrays that came back from the graphics processor in these runs: one number each, whatever the state's size. */
  readonly reads: number
  /** Arrays that were left when the programs were disposed. */
  readonly left: number
}

const shape = { channels: 1, height: 8, width: 8 }

/** Runs two small plans in turns, one with a state and one without, each with a reduction. */
export async function soak(backend: Backend, calls: number): Promise<Soaked> {
  const atFirst = liveArrays()
  const stateful = await backend.compile(planOf((builder) => builder.state('u', shape)))
  const stateless = await backend.compile(planOf((builder) => builder.input('u', shape)))
  const ones = new Float32Array(128).fill(1)
  const parameters = Float32Array.of(0.25)
  const run = async (count: number): Promise<number> => {
    let sum = 0
    for (let call = 0; call < count; call += 2) {
      await stateless.run({ batch: 2, inputs: { u: ones, f: ones }, parameters })
      sum = (await stateful.run({ batch: 2, inputs: { f: ones }, parameters })).sum[0]
    }
    return sum
  }
  await run(Math.ceil(calls / 10))
  const [early, before] = [liveArrays(), arrayReads()]
  const found = await run(calls - Math.ceil(calls / 10))
  const [grown, reads] = [liveArrays() - early, arrayReads() - before]
  await stateful[Symbol.asyncDispose]()
  await stateless[Symbol.asyncDispose]()
  return { found, expected: 0.5 * 128, grown, reads, left: liveArrays() - atFirst }
}

function planOf(start: (builder: PlanBuilder) => Signal): Plan {
  const builder = new PlanBuilder('float32')
  const u = start(builder)
  const next = builder.map('0.5*u + k*f', { u, f: builder.input('f', shape), k: elementOf(builder.parameter('k', 1)) })
  const plan = builder.finish()
  if (plan.states.length > 0) builder.update(u, next)
  builder.output('sum', builder.sum(next))
  return builder.finish()
}
