import { type Backend, type Dtype, PlanBuilder } from '@numeural/plan'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { createBackend } from '../backends/create-backend.js'
import type { GpuJs, GpuPipeline } from './device/gpu-js.js'
import { createGpuBackend } from './gpu-backend.js'

const shape = { channels: 1, height: 1, width: 4 }

function doubling(dtype: Dtype = 'float32') {
  const builder = new PlanBuilder(dtype)
  builder.output('y', builder.map('2*u', { u: builder.input('u', shape) }))
  return builder.finish()
}

const request = { batch: 1, inputs: { u: Float32Array.of(1, 2, 3, 4) } }

describe('a gpu backend', () => {
  const open: Backend[] = []
  const backendOf = async (...given: Parameters<typeof createGpuBackend>): Promise<Backend> => {
    const backend = await createGpuBackend(...given)
    open.push(backend)
    return backend
  }
  afterAll(() => Promise.all(open.map((backend) => backend[Symbol.asyncDispose]())))

  it('says what runs', async () => {
    const { info } = await backendOf({ mode: 'webasm' })
    expect(info).toMatchObject({ name: 'gpu:webasm', executor: 'gpu.js webasm on the processor', threads: 1 })
    expect(info.reason).toMatch(/times as long as wasm/)
  })

  it('refuses float64', async () => {
    const backend = await backendOf({ mode: 'cpu' })
    await expect(backend.compile(doubling('float64'))).rejects.toMatchObject({
      code: 'GPU_DTYPE',
      given: 'float64',
      allowed: 'float32',
    })
  })

  it('refuses a mode that does not exist', async () => {
    await expect(createGpuBackend({ mode: 'cuda' as never })).rejects.toMatchObject({ code: 'GPU_MODE', given: 'cuda' })
  })

  it('names gpu:webasm where there is no graphics processor', async () => {
    await expect(createGpuBackend()).rejects.toMatchObject({
      code: 'GPU_UNAVAILABLE',
      allowed: expect.arrayContaining(['gpu:webasm']),
      message: expect.stringMatching(/webgpu: there is no navigator\.gpu; webgl2: .*; headlessgl: /),
    })
    await expect(createBackend('gpu')).rejects.toMatchObject({ code: 'GPU_UNAVAILABLE' })
  })

  it('may be replaced by reference, and says so', async () => {
    const backend = await createBackend('gpu:webgpu', { allowFallback: true })
    expect(backend.info).toMatchObject({
      name: 'reference',
      reason: expect.stringMatching(/^gpu:webgpu cannot run here: .*navigator\.gpu/),
    })
    backend.dispose()
  })

  it('refuses work after it was disposed, and disposes twice without harm', async () => {
    const backend = await createGpuBackend({ mode: 'webasm' })
    const program = await backend.compile(doubling())
    expect((await program.run(request)).y).toEqual(Float32Array.of(2, 4, 6, 8))
    await backend[Symbol.asyncDispose]()
    await backend[Symbol.asyncDispose]()
    await expect(program.run(request)).rejects.toMatchObject({ code: 'PROGRAM_DISPOSED' })
    await expect(backend.compile(doubling())).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' })
  })

  it('runs what is asked for at once in the order of the calls', async () => {
    const builder = new PlanBuilder('float32')
    const u = builder.state('u', shape)
    builder.update(u, builder.map('2*u + f', { u, f: builder.input('f', shape) }))
    const program = await (await backendOf({ mode: 'webasm' })).compile(builder.finish())
    const run = (f: number) => program.run({ batch: 1, inputs: { f: new Float32Array(4).fill(f) }, outputs: [] })
    await Promise.all([run(1), run(10), run(100)])
    expect(Array.from(await program.readState('u'))).toEqual([124, 124, 124, 124])
    program.dispose()
  })

  it('computes only what is asked for, and keeps few pipelines', async () => {
    const backend = await backendOf({ mode: 'cpu' })
    const builder = new PlanBuilder('float32')
    const u = builder.input('u', shape)
    builder.output('u', u)
    builder.output('y', builder.map('u + 1', { u }))
    const program = await backend.compile(builder.finish())
    for (let batch = 1; batch <= 6; batch++) {
      const inputs = { u: new Float32Array(4 * batch).fill(batch) }
      const { u: given, y } = await program.run({ batch, inputs })
      expect([given[0], y.at(-1)]).toEqual([batch, batch + 1])
      expect(await program.run({ batch, inputs, outputs: ['u'] })).toEqual({ u: inputs.u })
    }
    program.dispose()
  })

  it('hands non-finite values through, so that divergence shows', async () => {
    const program = await (await backendOf({ mode: 'webasm' })).compile(doubling())
    const { y } = await program.run({ batch: 1, inputs: { u: Float32Array.of(NaN, Infinity, -Infinity, 3e38) } })
    expect(Array.from(y)).toEqual([NaN, Infinity, -Infinity, Infinity])
    program.dispose()
  })
})

describe('gpu.js that does otherwise than its mode', () => {
  afterEach(() => {
    vi.doUnmock('gpu.js')
    vi.resetModules()
  })

  /** gpu.js on the processor, under the name of another mode. */
  async function disguised() {
    const { default: js } = (await vi.importActual('gpu.js')) as { default: GpuJs }
    class Degrading extends js.GPU {
      constructor() {
        super({ mode: 'cpu' })
      }
    }
    vi.doMock('gpu.js', () => ({ default: { ...js, GPU: Degrading, input: js.input } }))
    vi.resetModules()
    return (await import('./gpu-backend.js')).createGpuBackend
  }

  it('is an error', async () => {
    const create = await disguised()
    await expect(create({ mode: 'webasm' })).rejects.toMatchObject({
      code: 'GPU_UNAVAILABLE',
      message: expect.stringContaining('gpu.js ran on cpu (generic)'),
    })
  })

  it('is told if it is allowed', async () => {
    const create = await disguised()
    const backend = await create({ mode: 'webasm', allowFallback: true })
    expect(backend.info.reason).toMatch(/gpu\.js ran on cpu \(generic\)/)
    backend.dispose()
  })
})

it('says how to install gpu.js where it is missing', async () => {
  vi.doMock('gpu.js', () => {
    throw new Error("Cannot find package 'gpu.js'")
  })
  vi.resetModules()
  const { createGpuBackend: create } = await import('./gpu-backend.js')
  await expect(create({ mode: 'cpu' })).rejects.toMatchObject({
    code: 'GPU_JS_MISSING',
    hint: 'Install it: npm install gpu.js.',
  })
  vi.doUnmock('gpu.js')
})

it('reports what the device reports by itself, once', async () => {
  const { GpuDevice } = await import('./device/device.js')
  const js = { GPU: class {}, input: () => ({}) }
  const gpu = { addFunction: () => undefined }
  const limits = { arrays: 7, values: 1e6, rows: 1e6, columns: 1e6 }
  const device = new GpuDevice(js as never, gpu as never, 'cpu', limits, false)
  const pipeline = Object.assign(async () => ({}), { backend: 'cpu', executorKind: 'generic', fallbackReason: null })
  device.fail('Out of memory')
  await expect(device.run(pipeline as never, [])).rejects.toMatchObject({
    code: 'GPU_RUN',
    message: expect.stringContaining('Out of memory'),
  })
  await expect(device.run(pipeline as never, [])).resolves.toEqual({})
})

it('frees the pipelines of a program that is disposed', async () => {
  const destroyed = vi.fn<GpuPipeline['destroy']>()
  const { GpuProgram } = await import('./program/gpu-program.js')
  const pipeline = Object.assign(async () => ({ value1: new Float32Array(4) }), { destroy: destroyed })
  const limits = { arrays: 7, values: 1e6, rows: 1e6, columns: 1e6 }
  const device = { limits, input: () => ({}), createPipeline: () => pipeline, run: () => pipeline() }
  const program = new GpuProgram(
    doubling(),
    device as never,
    () => false,
    () => undefined,
  )
  await program.run(request)
  await program[Symbol.asyncDispose]()
  expect(destroyed).toHaveBeenCalledTimes(1)
})
