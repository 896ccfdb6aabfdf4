import { type Dtype, elementOf, PlanBuilder, reverse } from '@numeural/plan'
import { createReferenceBackend } from '@numeural/plan/reference'
import { describe, expect, test } from 'vitest'
import { expectClose, noise, noisyRequest, tolerances } from './agreement.fixtures.js'
import { createWasmBackend, type WasmOptions } from './create-wasm-backend.js'
import { openWasmBackend } from './wasm-backend.js'

const dtypes: readonly Dtype[] = ['float32', 'float64']

/** Perona–Malik blocks with a loss. */
function network(dtype: Dtype, blocks: number, width: number, channels = 1) {
  const builder = new PlanBuilder(dtype)
  let u = builder.input('u', { channels: 1, height: 1, width })
  const target = builder.input('target', { channels: 1, height: 1, width })
  const kernel = builder.parameter('kernel', 3 * channels)
  const tau = elementOf(builder.parameter('tau', 1))
  const geometry = builder.geometry(u, { width: 3, outputChannels: channels })
  for (let block = 0; block < blocks; block++) {
    const flux = builder.map('r/(1+r^2)', { r: builder.convolution(u, kernel, geometry) })
    u = builder.map('u - tau*d/8', { u, d: builder.transposedConvolution(flux, kernel, geometry), tau })
  }
  builder.output('u', u)
  const difference = builder.map('u - t', { u, t: target })
  builder.output('loss', builder.dot(difference, difference))
  return builder.finish()
}

describe.each(dtypes)('%s', (dtype) => {
  test.each([1, 4])('gradients of 6 blocks with %i channels agree with the reference', async (channels) => {
    const plan = reverse(network(dtype, 6, 37, channels), { loss: 'loss', inputs: ['u'] })
    const request = noisyRequest(plan, 70)
    const expected = await (await (await createReferenceBackend()).compile(plan)).run(request)
    for (const fuse of [true, false]) {
      await using backend = await openWasmBackend({ fuse })
      const actual = await (await backend.compile(plan)).run(request)
      // Six blocks forward and back: ten times the rounding of one operation.
      expectClose(actual, expected, 10 * tolerances[dtype], `fuse ${fuse}`)
    }
  })

  test('the same bits whatever ran before, and for programs that take turns', async () => {
    await using backend = await openWasmBackend()
    const plan = reverse(network(dtype, 3, 30), { loss: 'loss' })
    const other = await backend.compile(network(dtype, 2, 300, 2))
    const first = await backend.compile(plan)
    const second = await backend.compile(plan)
    const request = noisyRequest(plan, 33)
    const alone = await first.run(request)
    await other.run(noisyRequest(other.plan, 400))
    await second.run(noisyRequest(plan, 5, 77))
    expect(await second.run(request)).toEqual(alone)
    expect(await first.run(request)).toEqual(alone)
  })

  test('memory grows with the batch, and freed blocks are used again', async () => {
    await using backend = await openWasmBackend()
    const plan = network(dtype, 2, 1024)
    const small = await backend.compile(plan)
    const request = noisyRequest(plan, 2)
    const before = await small.run(request)
    const large = await backend.compile(plan)
    await large.run(noisyRequest(plan, 600))
    expect(await small.run(request)).toEqual(before)
    large.dispose()
    for (let k = 0; k < 3; k++) {
      const again = await backend.compile(plan)
      await again.run(noisyRequest(plan, 600))
      again.dispose()
    }
    expect(await small.run(request)).toEqual(before)
  })

  test('states: exchanged, chained, as views, kept over batches', async () => {
    const builder = new PlanBuilder(dtype)
    const shape = { channels: 2, height: 1, width: 3 }
    const u = builder.state('u', shape)
    const previous = builder.state('previous', shape)
    const half = builder.state('half', { ...shape, channels: 1 })
    const total = builder.stateVector('total', 1)
    const next = builder.map('u + 0.5*(u - p) + 1', { u, p: previous })
    builder.update(u, next)
    builder.update(previous, u)
    builder.update(half, builder.slice(next, 1, 1))
    const sum = builder.sum(u)
    builder.update(total, builder.scalars(['t + s'], { t: elementOf(total), s: elementOf(sum) }))
    builder.output('next', next)
    const plan = builder.finish()
    await using backend = await openWasmBackend()
    const program = await backend.compile(plan)
    const reference = await (await createReferenceBackend()).compile(plan)
    for (const each of [program, reference]) {
      await each.writeState('u', noise(dtype, 4 * 6, 3))
      await each.writeState('previous', noise(dtype, 4 * 6, 4))
    }
    for (let k = 0; k < 5; k++) {
      const expected = await reference.run({ batch: 4 })
      expectClose(await program.run({ batch: 4 }), expected, 4 * tolerances[dtype], `run ${k}`)
      for (const name of ['u', 'previous', 'half', 'total']) {
        const state = { [name]: await reference.readState(name) }
        expectClose({ [name]: await program.readState(name) }, state, 8 * tolerances[dtype], `run ${k}`)
      }
    }
    await expect(program.run({ batch: 3 })).rejects.toMatchObject({ code: 'RUN_STATE_BATCH' })
    await program.writeState('half', noise(dtype, 3 * 3, 1))
    expect(await program.readState('u')).toEqual(noise(dtype, 18, 1).fill(0))
    await expect(program.readState('v')).rejects.toMatchObject({ code: 'STATE_UNKNOWN' })
    await expect(program.writeState('half', noise(dtype, 4, 1))).rejects.toMatchObject({ code: 'STATE_LENGTH' })
  })

  test('two states may exchange their values', async () => {
    const builder = new PlanBuilder(dtype)
    const shape = { channels: 1, height: 1, width: 2 }
    const a = builder.state('a', shape)
    const b = builder.state('b', shape)
    builder.update(a, b)
    builder.update(b, a)
    await using backend = await openWasmBackend()
    const program = await backend.compile(builder.finish())
    const [first, second] = [noise(dtype, 2, 1), noise(dtype, 2, 2)]
    await program.writeState('a', first)
    await program.writeState('b', second)
    await program.run({ batch: 1 })
    expect([await program.readState('a'), await program.readState('b')]).toEqual([second, first])
  })
})

test('a state may take the value of an input or of a state that stays', async () => {
  const builder = new PlanBuilder('float32')
  const shape = { channels: 1, height: 1, width: 2 }
  const x = builder.input('x', shape)
  const fixed = builder.state('fixed', shape)
  builder.update(builder.state('a', shape), fixed)
  builder.update(builder.state('b', shape), x)
  await using backend = await openWasmBackend()
  const program = await backend.compile(builder.finish())
  await program.writeState('fixed', Float32Array.of(5, 6))
  await program.writeState('a', Float32Array.of(1, 2))
  for (const value of [7, 8]) await program.run({ batch: 1, inputs: { x: Float32Array.of(value, value) } })
  const states = await Promise.all(['fixed', 'a', 'b'].map(async (name) => [...(await program.readState(name))]))
  expect(states).toEqual([
    [5, 6],
    [5, 6],
    [8, 8],
  ])
})

test('results are copies, written into given arrays, and only those asked for', async () => {
  await using backend = await openWasmBackend()
  const plan = network('float32', 1, 8)
  const program = await backend.compile(plan)
  const request = noisyRequest(plan, 3)
  const u = new Float32Array(24)
  const result = await program.run({ ...request, outputs: ['u'], into: { u } })
  expect(Object.keys(result)).toEqual(['u'])
  expect(result.u).toBe(u)
  const copy = u.slice()
  await program.run(noisyRequest(plan, 3, 9))
  expect(u).toEqual(copy)
  const kept = await program.run({ batch: 3, inputs: request.inputs })
  expect(kept.loss).toHaveLength(1)
})

test('compiling a plan again shares the code', async () => {
  await using backend = await openWasmBackend()
  const plan = network('float32', 20, 256)
  await backend.compile(plan)
  const start = performance.now()
  for (let k = 0; k < 20; k++) (await backend.compile(plan)).dispose()
  // Without sharing, twenty compilations take hundreds of milliseconds.
  expect((performance.now() - start) / 20).toBeLessThan(10)
})

test('wrong requests are refused', async () => {
  await using backend = await openWasmBackend()
  const plan = network('float32', 1, 8)
  const program = await backend.compile(plan)
  const request = noisyRequest(plan, 2)
  const short = { ...request.inputs, u: new Float32Array(15) }
  await expect(program.run({ ...request, inputs: short })).rejects.toMatchObject({ code: 'RUN_INPUT_LENGTH' })
  await expect(program.run({ ...request, parameters: new Float32Array(3) })).rejects.toMatchObject({
    code: 'RUN_PARAMETER_LENGTH',
  })
  await expect(program.run({ batch: 2, inputs: request.inputs })).rejects.toMatchObject({
    code: 'RUN_PARAMETERS_MISSING',
  })
  await expect(program.run({ ...request, batch: 0 })).rejects.toMatchObject({ code: 'RUN_BATCH' })
  await expect(program.run({ ...request, outputs: ['v'] })).rejects.toMatchObject({ code: 'RUN_OUTPUT_UNKNOWN' })
})

test('NaN and infinities pass through', async () => {
  await using backend = await openWasmBackend()
  const builder = new PlanBuilder('float32')
  const x = builder.input('x', { channels: 1, height: 1, width: 3 })
  builder.output('y', builder.map('x + 1', { x }))
  builder.output('maximum', builder.maximum(x))
  builder.output('sum', builder.sum(x))
  const program = await backend.compile(builder.finish())
  const result = await program.run({
    batch: 1,
    inputs: { x: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 1) },
  })
  expect([...result.y]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, 2])
  expect([result.maximum[0], result.sum[0]]).toEqual([Number.NaN, Number.NaN])
})

test('more than WebAssembly can address is refused, and the program stays usable', async () => {
  await using backend = await openWasmBackend()
  const builder = new PlanBuilder('float64')
  const x = builder.input('x', { channels: 1, height: 1, width: 1 })
  let y = x
  for (let k = 0; k < 8; k++) {
    y = builder.map('x/2', { x: y })
    builder.output(`y${k}`, y)
  }
  const program = await backend.compile(builder.finish())
  const batch = 2 ** 26
  const inputs = { x: new Float32Array(batch) }
  await expect(program.run({ batch, inputs })).rejects.toMatchObject({ code: 'WASM_MEMORY' })
  const { y0 } = await program.run({ batch: 1, inputs: { x: Float64Array.of(3) } })
  expect(y0[0]).toBe(1.5)
})

test('after dispose nothing runs', async () => {
  const backend = await openWasmBackend()
  const plan = network('float32', 1, 8)
  const program = await backend.compile(plan)
  const other = await backend.compile(plan)
  program.dispose()
  program.dispose()
  await expect(program.run(noisyRequest(plan, 1))).rejects.toMatchObject({ code: 'PROGRAM_DISPOSED' })
  backend.dispose()
  await expect(other.run(noisyRequest(plan, 1))).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
  await expect(backend.compile(plan)).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
})

test('info says what runs', async () => {
  await using one = await openWasmBackend({ threads: 1 })
  expect(one.info).toMatchObject({ name: 'wasm', executor: 'wasm f32x4/f64x2, 1 thread', threads: 1, reason: null })
  await using four = await openWasmBackend({ threads: 4 })
  expect(four.info).toMatchObject({ name: 'wasm', executor: 'wasm f32x4/f64x2, 4 threads', threads: 4, reason: null })
})

test('the public function takes threads and nothing else', async () => {
  await using backend = await createWasmBackend({ threads: 1 })
  expect(backend.info.threads).toBe(1)
  for (const wrong of [{ fuse: false }, { threads: 0 }]) {
    await expect(createWasmBackend(wrong as WasmOptions)).rejects.toMatchObject({ code: 'WASM_OPTION' })
  }
})
