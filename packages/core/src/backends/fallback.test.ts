import { BackendUnavailableError } from '@numeural/errors'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { definePlugin } from '../plugin/plugin.js'
import type { BackendEntry } from './backend-kind.js'
import { availableBackends, createBackend } from './create-backend.js'

const make = vi.fn<BackendEntry['make']>()
const plugins = [definePlugin({ name: 'someone', backends: [{ name: 'mine', make }] })]

describe('a backend that cannot run here', () => {
  beforeEach(() => {
    make.mockRejectedValue(new Error('this engine has no SIMD'))
  })

  it('is an error that says why', async () => {
    await expect(createBackend('mine', { plugins })).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: "The backend 'mine' cannot run here: this engine has no SIMD",
      given: 'mine',
    })
  })

  it('keeps an error that the backend words itself', async () => {
    const error = new BackendUnavailableError('No WebAssembly.', { code: 'WASM_MISSING' })
    make.mockRejectedValue(error)
    await expect(createBackend('mine', { plugins })).rejects.toBe(error)
  })

  it('is replaced by the reference if that is allowed, and info says so', async () => {
    const { info } = await createBackend('mine', { plugins, allowFallback: true })
    expect(info).toMatchObject({ name: 'reference', reason: 'mine cannot run here: this engine has no SIMD' })
  })

  it('is listed with the reason', async () => {
    expect((await availableBackends({ plugins })).at(-1)).toEqual({
      name: 'mine',
      available: false,
      reason: 'this engine has no SIMD',
    })
  })

  it('is asked for the threads that were asked for', async () => {
    await createBackend('mine', { plugins, threads: 3, allowFallback: true })
    expect(make).toHaveBeenLastCalledWith({ threads: 3, allowFallback: true })
  })
})

describe('backends of plugins', () => {
  it('may not take a name that there is', async () => {
    const other = definePlugin({ name: 'other', backends: [{ name: 'auto', make }] })
    await expect(createBackend('wasm', { plugins: [other] })).rejects.toMatchObject({ code: 'PLUGIN_DUPLICATE' })
  })

  it('must have a function that makes them', async () => {
    const other = definePlugin({ name: 'other', backends: [{ name: 'empty' }] })
    await expect(createBackend('empty', { plugins: [other] })).rejects.toMatchObject({ code: 'PLUGIN_ENTRY' })
  })
})
