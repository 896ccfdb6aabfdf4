import type { Backend } from '@numeural/plan'
import { type BackendName, backends } from './backends.js'

/** What may be asked for: a backend by its name, any graphics processor (`gpu`), or whatever is fastest (`auto`). */
export type BackendChoice = BackendName | 'gpu' | 'auto'

/** Everything that {@link createBackend} takes. */
export const backendChoices: readonly BackendChoice[] = ['auto', 'gpu', ...(Object.keys(backends) as BackendName[])]

/** What a choice is made by. */
export interface ChoiceOptions {
  readonly threads?: number
  readonly values?: number
  readonly allowFallback?: boolean
}

/** So many values at once keep a graphics processor busy; with fewer, sending them there takes longer than computing. */
const manyValues = 2 ** 18

/** Makes what was chosen. */
export async function loadChoice(choice: BackendChoice, options: ChoiceOptions): Promise<Backend> {
  if (choice === 'auto') return loadFastest(options)
  if (choice !== 'gpu') return backends[choice](options)
  return (await import('../gpu/gpu-backend.js')).createGpuBackend({ allowFallback: options.allowFallback ?? false })
}

/** WebGPU on hardware for large images, else wasm; never gpu.js without a graphics processor. */
async function loadFastest(options: ChoiceOptions): Promise<Backend> {
  const { values = 0 } = options
  const reason =
    values < manyValues ? `auto takes wasm below ${manyValues} values at once` : await reasonAgainstWebGpu()
  if (reason !== null) return withReason(await backends.wasm(options), `${reason}`)
  try {
    const backend = await backends['gpu:webgpu'](options)
    return withReason(backend, `auto takes WebGPU from ${manyValues} values at once`)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return withReason(await backends.wasm(options), `auto takes wasm: ${message}`)
  }
}

async function reasonAgainstWebGpu(): Promise<string | null> {
  try {
    const { probeWebGpu } = await import('../gpu/device/probe-webgpu.js')
    const { name, isSoftware } = await probeWebGpu()
    return isSoftware ? `auto takes wasm: WebGPU would run in software (${name})` : null
  } catch (error) {
    return `auto takes wasm: no WebGPU, ${error instanceof Error ? error.message : String(error)}`
  }
}

/** The same backend, whose info also says why it was chosen. */
function withReason(backend: Backend, reason: string): Backend {
  return {
    get info() {
      const own = backend.info.reason
      return { ...backend.info, reason: own === null ? reason : `${reason}; ${own}` }
    },
    compile: (plan) => backend.compile(plan),
    dispose: () => backend.dispose(),
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  }
}
