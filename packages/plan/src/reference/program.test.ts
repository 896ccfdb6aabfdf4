import { describe, expect, it } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'
import type { Program, RunRequest } from '../contract/backend.js'
import type { Dtype } from '../values/shape.js'
import { elementOf } from '../values/value.js'
import { createReferenceBackend } from './reference-backend.js'

const shape = { channels: 1, height: 1, width: 3 }

async function scaling(dtype: Dtype = 'float64'): Promise<Program> {
  const builder = new PlanBuilder(dtype)
  const x = builder.input('x', shape)
  const y = builder.map('k*x', { x, k: elementOf(builder.parameter('k', 2), 1) })
  builder.output('y', y)
  builder.output('sum', builder.sum(y))
  return (await createReferenceBackend()).compile(builder.finish())
}

async function accumulator(): Promise<Program> {
  const builder = new PlanBuilder('float32')
  const [u, v] = [builder.state('u', shape), builder.stateVector('v', 2)]
  builder.update(u, builder.map('u + x', { u, x: builder.input('x', shape) }))
  builder.update(v, builder.scalars(['v', 'w'], { v: elementOf(v, 0), w: elementOf(v, 1) }))
  builder.output('u', u)
  builder.output('v', v)
  return (await createReferenceBackend()).compile(builder.finish())
}

const x = Float64Array.of(1, 2, 3)
const parameters = Float64Array.of(0, 2)

describe('run', () => {
  it('hands out copies in the plan’s number type, numbers in float64', async () => {
    const program = await scaling('float32')
    const { y, sum } = await program.run({ batch: 1, inputs: { x: Float32Array.from(x) }, parameters })
    expect(y).toEqual(Float32Array.of(2, 4, 6))
    expect(sum).toEqual(Float64Array.of(12))
    y.fill(0)
    expect((await program.run({ batch: 1, inputs: { x } })).y).toEqual(Float32Array.of(2, 4, 6))
  })

  it('keeps parameters, takes another batch size, and hands out what is asked for', async () => {
    const program = await scaling()
    await program.run({ batch: 1, inputs: { x }, parameters })
    const result = await program.run({ batch: 2, inputs: { x: Float64Array.of(1, 2, 3, 4, 5, 6) }, outputs: ['sum'] })
    expect(result).toEqual({ sum: Float64Array.of(42) })
  })

  it('writes into given arrays', async () => {
    const y = new Float32Array(3)
    const result = await (await scaling()).run({ batch: 1, inputs: { x }, parameters, into: { y } })
    expect(result.y).toBe(y)
    expect([...y]).toEqual([2, 4, 6])
  })

  it.each<[string, Partial<Record<keyof RunRequest, unknown>>, string]>([
    ['batch 0', { batch: 0 }, 'RUN_BATCH'],
    ['half a sample', { batch: 0.5 }, 'RUN_BATCH'],
    ['a NaN batch', { batch: Number.NaN }, 'RUN_BATCH'],
    ['a huge batch', { batch: 2 ** 40 }, 'RUN_BATCH'],
    ['no input', { inputs: {} }, 'RUN_INPUT_MISSING'],
    ['an unknown input', { inputs: { x, z: x } }, 'RUN_INPUT_UNKNOWN'],
    ['an input cut short', { inputs: { x: x.subarray(1) } }, 'RUN_INPUT_LENGTH'],
    ['an input for another batch', { batch: 2 }, 'RUN_INPUT_LENGTH'],
    ['a plain list', { inputs: { x: [1, 2, 3] } }, 'RUN_INPUT_TYPE'],
    ['no parameters', { parameters: undefined }, 'RUN_PARAMETERS_MISSING'],
    ['too few parameters', { parameters: Float64Array.of(1) }, 'RUN_PARAMETER_LENGTH'],
    ['an unknown output', { outputs: ['z'] }, 'RUN_OUTPUT_UNKNOWN'],
    ['a gradient that the plan has not', { outputs: ['gradient'] }, 'RUN_OUTPUT_UNKNOWN'],
    ['an unknown array to write into', { into: { z: x } }, 'RUN_OUTPUT_UNKNOWN'],
    ['an array too short to write into', { into: { y: new Float64Array(2) } }, 'RUN_OUTPUT_LENGTH'],
  ])('refuses %s', async (_, change, code) => {
    const request = { batch: 1, inputs: { x }, parameters, ...change } as RunRequest
    await expect((await scaling()).run(request)).rejects.toMatchObject({ code })
  })

  it('refuses to go on after dispose', async () => {
    const program = await scaling()
    program.dispose()
    await expect(program.run({ batch: 1, inputs: { x }, parameters })).rejects.toMatchObject({
      code: 'PROGRAM_DISPOSED',
    })
    await expect(program.readState('u')).rejects.toMatchObject({ code: 'PROGRAM_DISPOSED' })
    const backend = await createReferenceBackend()
    const other = await backend.compile(program.plan)
    backend.dispose()
    await expect(other.run({ batch: 1, inputs: { x }, parameters })).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
    await expect(backend.compile(program.plan)).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
  })
})

it('refuses runs that no memory holds, with the bytes that they need', async () => {
  const builder = new PlanBuilder('float32')
  const u = builder.state('u', { channels: 1, height: 1, width: 1000 })
  builder.update(u, builder.map('u + 1', { u }))
  const program = await (await createReferenceBackend()).compile(builder.finish())
  // u and its next value, 1000 float64 numbers of each sample.
  await expect(program.run({ batch: 2 ** 31 })).rejects.toMatchObject({
    code: 'MEMORY',
    given: 2 * 1000 * 8 * 2 ** 31,
    message: expect.stringMatching(/^A run of 2147483648 samples needs \d{14} bytes of memory; allowed: at most \d+/),
  })
})

describe('states', () => {
  it('start at zero, stay between runs, and can be read and written', async () => {
    const program = await accumulator()
    expect(await program.readState('u')).toEqual(Float32Array.of(0, 0, 0))
    await program.run({ batch: 1, inputs: { x } })
    const second = await program.run({ batch: 1, inputs: { x } })
    expect(second.u).toEqual(Float32Array.of(1, 2, 3))
    expect(await program.readState('u')).toEqual(Float32Array.of(2, 4, 6))
    await program.writeState('u', Float32Array.of(10, 10, 10))
    await program.writeState('v', Float64Array.of(7, 8))
    const { u, v } = await program.run({ batch: 1, inputs: { x } })
    expect([...u, ...v]).toEqual([10, 10, 10, 7, 8])
  })

  it('keep their batch size until a write changes it', async () => {
    const program = await accumulator()
    const two = Float64Array.of(1, 2, 3, 4, 5, 6)
    await program.run({ batch: 1, inputs: { x } })
    await expect(program.run({ batch: 2, inputs: { x: two } })).rejects.toMatchObject({ code: 'RUN_STATE_BATCH' })
    await program.writeState('u', two)
    expect((await program.run({ batch: 2, inputs: { x: two } })).u).toEqual(Float32Array.from(two))
  })

  it.each([
    ['an unknown state', 'w', Float32Array.of(1), 'STATE_UNKNOWN'],
    ['part of a sample', 'u', Float32Array.of(1, 2), 'STATE_LENGTH'],
    ['nothing', 'u', new Float32Array(0), 'STATE_LENGTH'],
    ['a vector of another length', 'v', Float64Array.of(1), 'STATE_LENGTH'],
    ['a plain list', 'u', [1, 2, 3] as never, 'RUN_INPUT_TYPE'],
  ])('refuse %s', async (_, name, data, code) => {
    await expect((await accumulator()).writeState(name, data)).rejects.toMatchObject({ code })
  })
})
