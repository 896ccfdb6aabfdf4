import type { Backend } from '@numeural/plan'
import type { GpuMode } from '../gpu/device/modes.js'

/** Names of the backends in this package. */
export type BackendName = 'wasm' | 'reference' | `gpu:${GpuMode}`

/** What a backend is made with. */
interface LoadOptions {
  readonly threads?: number
  readonly reason?: string
  readonly allowFallback?: boolean
}

/** How each backend is loaded; the code of one that is not used is never loaded. */
export const backends: Readonly<Record<BackendName, (options: LoadOptions) => Promise<Backend>>> = {
  wasm: async (options) => (await import('@numeural/wasm')).createWasmBackend(options),
  reference: async (options) => (await import('@numeural/plan/reference')).createReferenceBackend(options),
  'gpu:webgpu': gpu('webgpu'),
  'gpu:webgl2': gpu('webgl2'),
  'gpu:headlessgl': gpu('headlessgl'),
  'gpu:webasm': gpu('webasm'),
  'gpu:cpu': gpu('cpu'),
}

function gpu(mode: GpuMode): (options: LoadOptions) => Promise<Backend> {
  return async ({ allowFallback }) =>
    (await import('../gpu/gpu-backend.js')).createGpuBackend({ mode, allowFallback: allowFallback ?? false })
}
