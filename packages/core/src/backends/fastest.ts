import type { Backend } from '@numeural/plan'
import type { BackendEntry, BackendSettings } from './backend-kind.js'

/**
 * So many values at once keep a graphics processor busy; with fewer, sending them there takes longer than computing.
 */
const manyValues = 2 ** 18

/** WebGPU on hardware for large images, else wasm; never gpu.js without a graphics processor. */
export async function makeFastest(
  settings: BackendSettings,
  { wasm, webgpu }: { readonly wasm: BackendEntry; readonly webgpu: BackendEntry },
): Promise<Backend> {
  const { values = 0 } = settings
  const reason =
    values < manyValues ? `auto takes wasm below ${manyValues} values at once` : await reasonAgainstWebGpu()
  if (reason !== null) return withReason(await wasm.make(settings), reason)
  try {
    const backend = await webgpu.make(settings)
    return withReason(backend, `auto takes WebGPU from ${manyValues} values at once`)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return withReason(await wasm.make(settings), `auto takes wasm: ${message}`)
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
