import { describe, expect, it, vi } from 'vitest'
import { availableBackends, createBackend } from './create-backend.js'

describe('createBackend', () => {
  it('makes the reference backend and says what runs', async () => {
    const backend = await createBackend('reference')
    expect(backend.info).toEqual({
      name: 'reference',
      executor: 'plain loops in float64',
      threads: 1,
      reason: null,
      dtypes: ['float32', 'float64'],
      hardware: 'cpu',
      sums: 'float64',
      exact: true,
      keepsNaN: true,
    })
  })

  it.each([
    ['an unknown name', 'cuda', {}, 'BACKEND_UNKNOWN'],
    ['a name of the prototype', 'constructor', {}, 'BACKEND_UNKNOWN'],
    ['no threads', 'reference', { threads: 0 }, 'BACKEND_THREADS'],
    ['half a thread', 'reference', { threads: 1.5 }, 'BACKEND_THREADS'],
    ['fewer than no values', 'auto', { values: -1 }, 'BACKEND_VALUES'],
    ['NaN values', 'auto', { values: Number.NaN }, 'BACKEND_VALUES'],
  ])('refuses %s', async (_, name, options, code) => {
    await expect(createBackend(name as never, options)).rejects.toMatchObject({ code })
  })
})

describe('auto', () => {
  it.each([
    [0, 'auto takes wasm below 262144 values at once'],
    [2 ** 20, 'auto takes wasm: no WebGPU, there is no navigator.gpu'],
  ])('takes wasm for %i values in Node, and says why', async (values, reason) => {
    const backend = await createBackend('auto', { values })
    expect(backend.info).toMatchObject({ name: 'wasm', reason })
    backend.dispose()
  })

  it.each([
    ['software', 'Google SwiftShader', /^auto takes wasm: WebGPU would run in software/],
    ['no adapter', null, /^auto takes wasm: no WebGPU, navigator\.gpu has no adapter/],
    ['hardware on which gpu.js fails', 'NVIDIA H100', /^auto takes wasm: /],
  ])('takes wasm where WebGPU has %s', async (_, description, reason) => {
    const limits = { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 28 }
    const info = { vendor: '', architecture: '', description }
    const adapter =
      description === null ? null : { limits, info, requestDevice: () => Promise.reject(new Error('lost')) }
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } })
    const backend = await createBackend('auto', { values: 2 ** 20 })
    expect(backend.info).toMatchObject({ name: 'wasm', reason: expect.stringMatching(reason) })
    backend.dispose()
    vi.unstubAllGlobals()
  })
})

describe('availableBackends', () => {
  it('lists every backend, with a reason for those that do not run', async () => {
    const found = await availableBackends()
    expect(found.map((backend) => backend.name)).toEqual([
      'wasm',
      'reference',
      'gpu:webgpu',
      'gpu:webgl2',
      'gpu:headlessgl',
      'gpu:webasm',
      'gpu:cpu',
    ])
    expect(found.find(({ name }) => name === 'gpu:webasm')).toMatchObject({ available: true })
    expect(found.find(({ name }) => name === 'gpu:webgpu')).toEqual({
      name: 'gpu:webgpu',
      available: false,
      reason: 'The backend gpu:webgpu cannot run here: there is no navigator.gpu.',
    })
    expect(found[1]).toEqual({ name: 'reference', available: true, reason: null })
    for (const { available, reason } of found) expect(reason === null).toBe(available)
  })
})
