import { afterEach, describe, expect, it, vi } from 'vitest'
import { provideWebGpu } from './provide-webgpu.js'

const gpuOf = () => (globalThis as { navigator?: { gpu?: unknown } }).navigator?.gpu

describe('provideWebGpu', () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  afterEach(() => {
    vi.doUnmock('webgpu')
    if (original === undefined) delete (globalThis as { navigator?: unknown }).navigator
    else Object.defineProperty(globalThis, 'navigator', original)
  })

  it('takes the package webgpu if it is installed, once', async () => {
    const create = vi.fn(() => ({ made: true }))
    vi.doMock('webgpu', () => ({ create, globals: { GPUOfTheTest: 1 } }))
    await provideWebGpu()
    await provideWebGpu()
    expect(gpuOf()).toEqual({ made: true })
    expect(create).toHaveBeenCalledTimes(1)
    expect(globalThis).toHaveProperty('GPUOfTheTest', 1)
  })

  it('changes nothing if it is not', async () => {
    vi.doMock('webgpu', () => {
      throw new Error('not installed')
    })
    await provideWebGpu()
    expect(gpuOf()).toBeUndefined()
  })
})
