import { BackendUnavailableError, ParameterError } from '@numeural/formula'
import type { Backend } from '../backend.js'
import { type BackendName, backends } from './backends.js'

/** Options of {@link createBackend}. */
export interface BackendOptions {
  /** Threads to run on; the default is up to the backend. */
  readonly threads?: number
  /** Whether a backend that cannot run here may be replaced by the next one; `info` then says so. Default false. */
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
 * @param name `wasm` (default) or `reference`
 * @throws ParameterError `BACKEND_UNKNOWN`, `BACKEND_THREADS`; BackendUnavailableError if it cannot run here and no fallback is allowed
 */
export async function createBackend(name: BackendName = 'wasm', options: BackendOptions = {}): Promise<Backend> {
  checkOptions(name, options)
  try {
    return await backends[name](options)
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

function checkOptions(name: string, { threads }: BackendOptions): void {
  if (!Object.hasOwn(backends, name)) {
    const known = Object.keys(backends)
    throw new ParameterError(`There is no backend '${name}'; there are ${known.join(', ')}.`, {
      code: 'BACKEND_UNKNOWN',
      given: name,
      allowed: known,
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
}

function unavailable(name: string, cause: unknown): BackendUnavailableError {
  if (cause instanceof BackendUnavailableError) return cause
  return new BackendUnavailableError(
    `The backend '${name}' cannot run here: ${messageOf(cause)}`,
    {
      code: 'BACKEND_UNAVAILABLE',
      given: name,
      allowed: Object.keys(backends),
      hint: 'Allow a fallback, or choose another backend',
    },
    { cause },
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
