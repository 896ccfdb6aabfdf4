import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import { channelOf, type Dtype, elementOf, PlanBuilder, reverse } from '@numeural/plan'
import { describe, expect, test } from 'vitest'
import { expectSameBits, noisyRequest } from '../agreement.fixtures.js'
import { openWasmBackend, type WasmSettings } from '../wasm-backend.js'
import { word } from './control.js'
import { spawnTileWorker, type TileWorker } from './spawn-tile-worker.js'

/** Runs wait for the threads, however small they are. */
const openWaiting = (settings: WasmSettings) => openWasmBackend({ waitFrom: 0, ...settings })

/** Blocks with several channels and a loss: convolutions, maps, sums, and several stages. */
function network(dtype: Dtype, channels = 3, width = 130) {
  const builder = new PlanBuilder(dtype)
  const start = builder.input('u', { channels: 1, height: 1, width })
  const kernel = builder.parameter('kernel', 3 * channels)
  const geometry = builder.geometry(start, { width: 3, outputChannels: channels })
  const tau = elementOf(builder.parameter('tau', 1))
  let u = start
  for (let block = 0; block < 4; block++) {
    const flux = builder.map('r/(1 + exp(r))', { r: builder.convolution(u, kernel, geometry) })
    u = builder.map('u - tau*d/8', { u, d: builder.transposedConvolution(flux, kernel, geometry), tau })
  }
  const norm = builder.scalars(['1/sqrt(1 + s)'], { s: elementOf(builder.dot(u, u)) })
  builder.output('unit', builder.map('u*n', { u, n: elementOf(norm) }))
  builder.output('largest', builder.maximum(u))
  return builder.finish()
}

function trained(dtype: Dtype) {
  const builder = new PlanBuilder(dtype)
  const u = builder.input('u', { channels: 1, height: 1, width: 90 })
  const kernel = builder.parameter('kernel', 15)
  const r = builder.convolution(u, kernel, builder.geometry(u, { width: 5, outputChannels: 3 }))
  const error = builder.map('tanh(r) - u', { r, u: channelOf(u, 0) })
  builder.output('loss', builder.dot(error, error))
  return reverse(builder.finish(), { loss: 'loss', inputs: ['u'] })
}

/** A worker that never answers but with an error. */
class BrokenWorker extends EventEmitter implements TileWorker {
  listen(_onMessage: (message: unknown) => void, onError: (error: Error) => void): void {
    setTimeout(() => onError(new Error('no such file')))
  }
  post(): void {}
  terminate(): void {}
}

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  test.each([
    ['stages', network(dtype)],
    ['gradients', trained(dtype)],
  ] as const)(
    'the same bits on 1 to 5 threads: %s',
    async (_name, plan) => {
      const request = noisyRequest(plan, 700)
      await using alone = await openWaiting({ threads: 1 })
      const expected = await (await alone.compile(plan)).run(request)
      for (const threads of [2, 3, 5]) {
        await using backend = await openWaiting({ threads })
        const program = await backend.compile(plan)
        for (let k = 0; k < 3; k++) expectSameBits(await program.run(request), expected, `${threads} threads`)
        expect(backend.info).toMatchObject({ threads, reason: null })
      }
    },
    60_000,
  )
})

test('programs that take turns, plans that come later, batches of all sizes', async () => {
  const plans = [network('float32'), trained('float32'), network('float64', 2, 257)]
  await using alone = await openWaiting({ threads: 1 })
  await using backend = await openWaiting({ threads: 2 })
  for (const batch of [1, 2, 64, 65, 400, 3000]) {
    const runs = plans.map(async (plan) => {
      const request = noisyRequest(plan, batch, batch)
      const expected = await (await alone.compile(plan)).run(request)
      expectSameBits(await (await backend.compile(plan)).run(request), expected, `batch ${batch}`)
    })
    await Promise.all(runs)
  }
}, 60_000)

test('threads that cannot start leave one, and the reason is told', async () => {
  const plan = network('float32')
  const request = noisyRequest(plan, 700)
  await using alone = await openWaiting({ threads: 1 })
  const expected = await (await alone.compile(plan)).run(request)
  const refused = (): TileWorker => {
    throw new Error('forbidden')
  }
  for (const [spawn, reason] of [
    [refused, 'worker threads cannot start: forbidden'],
    [() => new BrokenWorker(), 'worker threads do not work: no such file'],
  ] as const) {
    await using backend = await openWaiting({ threads: 3, spawn })
    expectSameBits(await (await backend.compile(plan)).run(request), expected, reason)
    expect(backend.info).toMatchObject({ name: 'wasm', executor: 'wasm f32x4/f64x2, 1 thread', threads: 1, reason })
  }
})

test('the threads that do start work on, in arenas of their own', async () => {
  const [first, later] = [network('float32'), trained('float32')]
  let count = 0
  const spawn = (): TileWorker => (++count === 1 ? new BrokenWorker() : spawnTileWorker())
  await using alone = await openWaiting({ threads: 1 })
  await using backend = await openWaiting({ threads: 3, spawn })
  for (const plan of [first, later]) {
    const request = noisyRequest(plan, 700)
    const expected = await (await alone.compile(plan)).run(request)
    const program = await backend.compile(plan)
    const other = await backend.compile(plan)
    await other.run(request)
    for (let k = 0; k < 5; k++) expectSameBits(await program.run(request), expected, `run ${k}`)
    expectSameBits(await other.run(request), expected, 'other')
  }
  expect(backend.info).toMatchObject({ threads: 2, reason: 'worker threads do not work: no such file' })
})

/** A thread that takes a group of tiles and ends without finishing it, as one that dies in a kernel does. */
const dying = `
  const { parentPort } = require('node:worker_threads')
  let control
  parentPort.on('message', ({ kind, control: given }) => {
    control = given ?? control
    if (kind !== 'serve') return parentPort.postMessage('ready')
    const isLeft = (claim) => (claim & 255) < ((claim >> 8) & 255)
    while (!isLeft(Atomics.load(control, ${word.claim})) || !isLeft(Atomics.add(control, ${word.claim}, 1)));
    process.exit(0)
  })
`

function spawnDying(): TileWorker {
  const worker = new Worker(dying, { eval: true })
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage, onError) => {
      worker.on('message', onMessage)
      worker.on('error', onError)
    },
    terminate: () => void worker.terminate(),
  }
}

test('a thread that dies in a kernel does not block the others for ever', async () => {
  const plan = network('float32')
  const request = noisyRequest(plan, 3000)
  await using alone = await openWaiting({ threads: 1 })
  const expected = await (await alone.compile(plan)).run(request)
  await using backend = await openWaiting({
    threads: 2,
    spawn: spawnDying,
    patience: { answer: 20_000, group: 500 },
  })
  const program = await backend.compile(plan)
  // The calling thread may take all groups of a run before the other one wakes.
  let failure: unknown
  for (let k = 0; k < 50 && failure === undefined; k++)
    failure = await program.run(request).then(() => undefined, String)
  expect(failure).toContain('did not come back')
  expect(backend.info).toMatchObject({ threads: 1, reason: 'a worker thread did not come back from a kernel' })
  expectSameBits(await program.run(request), expected, 'on one thread')
}, 60_000)

test('threads that end while they have nothing to do are missed by nobody', async () => {
  const [first, later] = [network('float32'), trained('float32')]
  const workers: TileWorker[] = []
  const spawn = (): TileWorker => {
    workers.push(spawnTileWorker())
    return workers.at(-1)!
  }
  await using alone = await openWaiting({ threads: 1 })
  await using backend = await openWaiting({ threads: 3, spawn })
  const program = await backend.compile(first)
  const request = noisyRequest(first, 700)
  const expected = await (await alone.compile(first)).run(request)
  expectSameBits(await program.run(request), expected, 'before')
  workers[0]!.terminate()
  await expect.poll(() => backend.info.threads).toBe(2)
  // Without the wait of 20 s for an answer that never comes.
  const begun = performance.now()
  const other = noisyRequest(later, 700)
  const gradients = await (await alone.compile(later)).run(other)
  expectSameBits(await (await backend.compile(later)).run(other), gradients, 'a plan that comes later')
  expectSameBits(await program.run(request), expected, 'after')
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(backend.info).toMatchObject({ threads: 2, reason: expect.stringContaining('ended with code 1') })
})

test('a backend disposed while it compiles makes no program', async () => {
  const backend = await openWaiting({ threads: 1 })
  const compiling = backend.compile(network('float32'))
  backend.dispose()
  await expect(compiling).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
})

test('small work wakes nobody', async () => {
  await using backend = await openWaiting({
    threads: 2,
    spawn: () => {
      throw new Error('not needed')
    },
  })
  const plan = network('float32')
  await (await backend.compile(plan)).run(noisyRequest(plan, 2))
  expect(backend.info.reason).toBeNull()
})

test('a program disposed while the threads start is refused, not run', async () => {
  const backend = await openWaiting({ threads: 2 })
  const plan = network('float32')
  const program = await backend.compile(plan)
  const run = program.run(noisyRequest(plan, 700))
  backend.dispose()
  await expect(run).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
})

test('more threads than there may be are cut, and info says so', async () => {
  await using backend = await openWaiting({ threads: 1000 })
  expect(backend.info).toMatchObject({
    threads: 64,
    reason: '1000 threads were asked for; this backend runs on at most 64',
  })
})

test('a short run does not wait for threads that have still to start, and gives the same bits', async () => {
  const plan = network('float32')
  const request = noisyRequest(plan, 700)
  await using alone = await openWasmBackend({ threads: 1 })
  const expected = await (await alone.compile(plan)).run(request)
  const late = (): TileWorker => ({ post: () => {}, listen: () => {}, terminate: () => {} })
  await using backend = await openWasmBackend({ threads: 2, spawn: late })
  expectSameBits(await (await backend.compile(plan)).run(request), expected, 'no thread ever answers')
})
