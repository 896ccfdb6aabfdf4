import { BackendUnavailableError, ParameterError } from '@numeural/errors'
import type { Backend } from '@numeural/plan'
import { type BackendName, backends } from './backends.js'
import { type BackendChoice, backendChoices, loadChoice } from './choices.js'

/** Options of {@link createBackend}. */
export interface BackendOptions {
  /** Threads to run on; the default is up to the backend. */
  readonly threads?: number
  /** About how many values a run computes with at once (samples × channels × pixels): `auto` goes by it. Default 0. */
  readonly values?: number
  /** Whether a backend that cannot run here may be replaced by `reference`, and gpu.js may run in another mode; `info` then says so. Default false. */
  readonly allowFallback?: boolean
}

/** A backend's name and whether it runs here. */
export interface BackendAvailability {
  readonly name: BackendName
  readonly available: boolean
  /** Why not; null if it does. */
  readonly reason: string | null
}

/**
 * Makes a backend, loading its code on first use.
 *
 * @param name `wasm` (default); `reference`; `gpu` for the fastest mode that uses a graphics processor; a mode of gpu.js, such as
 *   `gpu:webgpu`; `auto` for WebGPU on hardware if `values` are many, else `wasm`. `info` says what was chosen and why.
 * @throws ParameterError `BACKEND_UNKNOWN`, `BACKEND_THREADS`, `BACKEND_VALUES`; BackendUnavailableError if it cannot run here and no fallback
 *   is allowed, `GPU_JS_MISSING` if it needs the optional package gpu.js
 */
export async function createBackend(name: BackendChoice = 'wasm', options: BackendOptions = {}): Promise<Backend> {
  checkOptions(name, options)
  try {
    return await loadChoice(name, options)
  } catch (error) {
    if (name === 'reference' || options.allowFallback !== true) throw unavailable(name, error)
    return await backends.reference({ ...options, reason: `${name} cannot run here: ${messageOf(error)}` })
  }
}

/** Tries every backend and tells which run here. */
export async function availableBackends(): Promise<BackendAvailability[]> {
  const found: BackendAvailability[] = []
  for (const name of Object.keys(backends) as BackendName[]) {
    try {
      ;(await backends[name]({ threads: 1 })).dispose()
      found.push({ name, available: true, reason: null })
    } catch (error) {
      found.push({ name, available: false, reason: messageOf(error) })
    }
  }
  return found
}

function checkOptions(name: string, { threads, values }: BackendOptions): void {
  if (!backendChoices.some((choice) => choice === name)) {
    throw new ParameterError(`There is no backend '${name}'; there are ${backendChoices.join(', ')}.`, {
      code: 'BACKEND_UNKNOWN',
      given: name,
      allowed: backendChoices,
      hint: 'Choose one of these',
    })
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new ParameterError(`A backend cannot run on ${threads} threads.`, {
      code: 'BACKEND_THREADS',
      given: threads,
      allowed: 'an integer of at least 1',
      hint: 'Leave it out to let the backend choose',
    })
  }
  if (values !== undefined && !(values >= 0)) {
    throw new ParameterError(`A backend cannot be chosen for ${values} values.`, {
      code: 'BACKEND_VALUES',
      given: values,
      allowed: 'a number of at least 0',
      hint: 'Give samples × channels × pixels of a run',
    })
  }
}

function unavailable(name: string, cause: unknown): BackendUnavailableError {
  if (cause instanceof BackendUnavailableError) return cause
  return new BackendUnavailableError(
    `The backend '${name}' cannot run here: ${messageOf(cause)}`,
    {
      code: 'BACKEND_UNAVAILABLE',
      given: name,
      allowed: backendChoices,
      hint: 'Allow a fallback, or choose another backend',
    },
    { cause },
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
