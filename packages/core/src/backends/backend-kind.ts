import { requireKind } from '@numeural/errors'
import type { Backend } from '@numeural/plan'
import { defineKind } from '../plugin/kind.js'

/** What a backend is made with. */
export interface BackendSettings {
  /** Threads to run on; the default is up to the backend. */
  readonly threads?: number
  /** About how many values a run computes with at once. */
  readonly values?: number
  /** Whether something slower may run in its place; `info` then says so. */
  readonly allowFallback?: boolean
  /** Why this backend and no other was taken; goes into `info.reason`. */
  readonly reason?: string
}

/** An entry of the kind `backends`. */
export interface BackendEntry {
  readonly name: string
  /**
   * Makes the backend and says no if it cannot run here.
   * Its code is imported here, so that one that is not used is never loaded.
   */
  readonly make: (settings: BackendSettings) => Promise<Backend>
  /** Whether the name stands for whichever backend suits best, so that it is none by itself. Default false. */
  readonly isChoice?: boolean
  /** Whether it runs by `navigator.gpu`, which Node has from packages only. Default false. */
  readonly usesWebGpu?: boolean
}

/** Backends as a kind: a name, and a function that makes the backend. */
export const backendKind = defineKind({
  name: 'backends',
  one: 'backend',
  check({ name, make }: BackendEntry) {
    requireKind({ owner: `Backend '${name}'`, option: 'make', code: 'PLUGIN_ENTRY' }, make, 'function')
  },
})
