import type { Backend } from '@numeural/plan'
import type { GpuMode } from '../gpu/device/modes.js'
import type { BackendEntry, BackendSettings } from './backend-kind.js'
import { makeFastest } from './fastest.js'

const wasm = {
  name: 'wasm',
  make: async ({ threads }: BackendSettings) =>
    (await import('@numeural/wasm')).createWasmBackend(threads === undefined ? {} : { threads }),
} as const satisfies BackendEntry

export const reference = {
  name: 'reference',
  make: async ({ reason }: BackendSettings) =>
    (await import('@numeural/plan/reference')).createReferenceBackend(reason === undefined ? {} : { reason }),
} as const satisfies BackendEntry

const webgpu = { name: 'gpu:webgpu', make: gpuMaker('webgpu'), usesWebGpu: true } as const satisfies BackendEntry

/** The backends that come with this package, and the names that stand for one of them. */
export const backends = [
  wasm,
  reference,
  webgpu,
  { name: 'gpu:webgl2', make: gpuMaker('webgl2') },
  { name: 'gpu:headlessgl', make: gpuMaker('headlessgl') },
  { name: 'gpu:webasm', make: gpuMaker('webasm') },
  { name: 'gpu:cpu', make: gpuMaker('cpu') },
  { name: 'gpu', make: gpuMaker(), isChoice: true, usesWebGpu: true },
  {
    name: 'auto',
    make: (settings: BackendSettings) => makeFastest(settings, { wasm, webgpu }),
    isChoice: true,
    usesWebGpu: true,
  },
] as const satisfies readonly BackendEntry[]

/** A mode of gpu.js, or the fastest one that uses a graphics processor. */
function gpuMaker(mode?: GpuMode): (settings: BackendSettings) => Promise<Backend> {
  return async ({ allowFallback = false }) =>
    (await import('../gpu/gpu-backend.js')).createGpuBackend(
      mode === undefined ? { allowFallback } : { mode, allowFallback },
    )
}
