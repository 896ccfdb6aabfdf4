import { requireKnown, requireWhole } from '@numeural/errors'
import type { Backend } from '@numeural/plan'
import { openWasmBackend } from './wasm-backend.js'

/** Options of {@link createWasmBackend}. */
export interface WasmOptions {
  /** Threads to run on, the calling one included; at most 64. Default: as many as the machine has cores, at most 16. */
  readonly threads?: number
}

/**
 * Runs plans by SIMD WebAssembly: fixed kernels for convolutions and reductions,
 * kernels with formulas assembled when a plan is compiled. The README of the sources tells how.
 *
 * @throws ParameterError `WASM_OPTION`; BackendUnavailableError `WASM_SIMD_UNAVAILABLE` in engines without 128-bit SIMD
 */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  requireKnown({ owner: 'createWasmBackend', code: 'WASM_OPTION' }, options, { threads: true })
  const { threads } = options
  if (threads === undefined) return openWasmBackend()
  requireWhole({ owner: 'createWasmBackend', option: 'threads', code: 'WASM_OPTION' }, threads)
  return openWasmBackend({ threads })
}
