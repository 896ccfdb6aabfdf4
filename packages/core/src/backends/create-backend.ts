import {
  BackendUnavailableError,
  type ParameterError,
  refused,
  requireKnown,
  requireNumber,
  requireWhole,
} from '@numeural/errors'
import type { Backend } from '@numeural/plan'
import { collectEntries } from '../plugin/collect-entries.js'
import type { Plugin } from '../plugin/plugin.js'
import { type BackendEntry, backendKind } from './backend-kind.js'
import { type backends, reference } from './backends.js'
import { corePlugin } from './core-plugin.js'

/**
 * What {@link createBackend} takes: the name of a backend, any graphics processor (`gpu`),
 * or whatever is fastest (`auto`).
 */
export type BackendChoice = (typeof backends)[number]['name']

/** Options of {@link createBackend}. */
export interface BackendOptions {
  /** Threads to run on; the default is up to the backend. */
  readonly threads?: number
  /** About how many values a run computes with at once (samples × channels × pixels): `auto` goes by it. Default 0. */
  readonly values?: number
  /**
   * Whether a backend that cannot run here may be replaced by `reference`, and gpu.js may run in another mode;
   * `info` then says so. Default false.
   */
  readonly allowFallback?: boolean
  /** Plugins that bring backends. */
  readonly plugins?: readonly Plugin[]
}

/** A backend's name and whether it runs here. */
export interface BackendAvailability {
  readonly name: string
  readonly available: boolean
  /** Why not; null if it does. */
  readonly reason: string | null
}

/**
 * Makes a backend, loading its code on first use.
 *
 * @param name `wasm` (default); `reference`; `gpu` for the fastest mode that uses a graphics processor;
 *   a mode of gpu.js, such as `gpu:webgpu`; `auto` for WebGPU on hardware if `values` are many, else `wasm`;
 *   or the name of a backend that a plugin brings.
 *   `info` says what was chosen and why.
 * @throws ParameterError `BACKEND_UNKNOWN` for another name, listing those that there are,
 *   `BACKEND_THREADS`, `BACKEND_VALUES`, `BACKEND_OPTION`;
 *   BackendUnavailableError if it cannot run here and no fallback is allowed,
 *   `GPU_JS_MISSING` if it needs the optional package gpu.js
 */
export async function createBackend(
  name: BackendChoice | (string & {}) = 'wasm',
  options: BackendOptions = {},
): Promise<Backend> {
  checkOptions(options)
  const { plugins = [], ...settings } = options
  const entries = entriesOf(plugins)
  const names = entries.map((each) => each.name)
  const entry = entries.find((each) => each.name === name)
  if (entry === undefined) throw unknown(name, names)
  try {
    return await entry.make(settings)
  } catch (error) {
    if (entry === reference || options.allowFallback !== true) throw unavailable(name, error, names)
    return await reference.make({ reason: `${name} cannot run here: ${messageOf(error)}` })
  }
}

/** Tries every backend, those of the plugins included, and tells which run here. */
export async function availableBackends(options: Pick<BackendOptions, 'plugins'> = {}): Promise<BackendAvailability[]> {
  requireKnown({ owner: 'availableBackends', code: 'BACKEND_OPTION' }, options, { plugins: true })
  const found: BackendAvailability[] = []
  for (const { name, make, isChoice = false } of entriesOf(options.plugins ?? [])) {
    if (isChoice) continue
    try {
      ;(await make({ threads: 1 })).dispose()
      found.push({ name, available: true, reason: null })
    } catch (error) {
      found.push({ name, available: false, reason: messageOf(error) })
    }
  }
  return found
}

function entriesOf(plugins: readonly Plugin[]): readonly BackendEntry[] {
  const { entries } = collectEntries([corePlugin, ...plugins], 'backends')
  for (const entry of entries) backendKind.check?.(entry)
  return entries
}

function checkOptions(options: BackendOptions): void {
  const known = { threads: true, values: true, allowFallback: true, plugins: true } satisfies Record<
    keyof BackendOptions,
    true
  >
  requireKnown({ owner: 'createBackend', code: 'BACKEND_OPTION' }, options, known)
  const { threads, values } = options
  if (threads !== undefined) {
    const option = { owner: 'createBackend', option: 'threads', code: 'BACKEND_THREADS' }
    requireWhole(option, threads, {}, 'Leave it out to let the backend choose.')
  }
  if (values !== undefined) {
    const option = { owner: 'createBackend', option: 'values', code: 'BACKEND_VALUES' }
    requireNumber(option, values, { least: 0 }, 'Give samples × channels × pixels of a run.')
  }
}

function unknown(name: unknown, names: readonly string[]): ParameterError {
  const option = { owner: 'createBackend', option: 'name', code: 'BACKEND_UNKNOWN' }
  return refused(option, name, names, 'Choose one of these, or give the plugin that brings it: { plugins: [mine] }.')
}

function unavailable(name: string, cause: unknown, known: readonly string[]): BackendUnavailableError {
  if (cause instanceof BackendUnavailableError) return cause
  return new BackendUnavailableError(
    `The backend '${name}' cannot run here: ${messageOf(cause)}`,
    {
      code: 'BACKEND_UNAVAILABLE',
      given: name,
      allowed: known,
      hint: 'Allow a fallback, or choose another backend.',
    },
    { cause },
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
