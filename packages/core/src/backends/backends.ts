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
  wasm: async () => {
    throw new Error('the wasm backend is not part of this build')
  },
  reference: async (options) => (await import('../reference/reference-backend.js')).createReferenceBackend(options),
}
