import type { Backend } from '../backend.js'

/** Names of the backends in this package. */
export type BackendName = 'wasm' | 'reference'

/** What a backend is made with. */
interface LoadOptions {
  readonly threads?: number
  readonly reason?: string
}

/** How each backend is loaded; the code of one that is not used is never loaded. */
export const backends: Readonly<Record<BackendName, (options: LoadOptions) => Promise<Backend>>> = {
  wasm: async (options) => (await import('../wasm/wasm-backend.js')).createWasmBackend(options),
  reference: async (options) => (await import('../reference/reference-backend.js')).createReferenceBackend(options),
}
