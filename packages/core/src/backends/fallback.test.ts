import { BackendUnavailableError } from '@numeural/errors'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backends } from './backends.js'
import { availableBackends, createBackend } from './create-backend.js'

vi.mock('./backends.js', async (original) => ({
  backends: { ...(await original<typeof import('./backends.js')>()).backends, wasm: vi.fn() },
}))

const wasm = vi.mocked(backends.wasm)

describe('a backend that cannot run here', () => {
  beforeEach(() => {
    wasm.mockRejectedValue(new Error('this engine has no SIMD'))
  })

  it('is an error that says why', async () => {
    await expect(createBackend()).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: "The backend 'wasm' cannot run here: this engine has no SIMD",
      given: 'wasm',
    })
  })

  it('keeps an error that the backend words itself', async () => {
    const error = new BackendUnavailableError('No WebAssembly.', { code: 'WASM_MISSING' })
    wasm.mockRejectedValue(error)
    await expect(createBackend('wasm')).rejects.toBe(error)
  })

  it('is replaced by the reference if that is allowed, and info says so', async () => {
    const { info } = await createBackend('wasm', { allowFallback: true })
    expect(info).toMatchObject({ name: 'reference', reason: 'wasm cannot run here: this engine has no SIMD' })
  })

  it('is listed with the reason', async () => {
    expect((await availableBackends())[0]).toEqual({
      name: 'wasm',
      available: false,
      reason: 'this engine has no SIMD',
    })
  })

  it('is asked for the threads that were asked for', async () => {
    await createBackend('wasm', { threads: 3, allowFallback: true })
    expect(wasm).toHaveBeenLastCalledWith(expect.objectContaining({ threads: 3 }))
  })
})
