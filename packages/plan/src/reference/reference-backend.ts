import { requireKnown } from '@numeural/errors'
import type { Plan } from '../builder/plan.js'
import type { Backend, BackendInfo, Program } from '../contract/backend.js'
import { createProgram } from '../contract/create-program.js'
import { refuseDisposed } from '../contract/disposed.js'
import { ReferenceExecution } from './reference-execution.js'

/** Options of {@link createReferenceBackend}. */
export interface ReferenceOptions {
  /** Why this backend runs and no faster one; goes into `info.reason`. */
  readonly reason?: string
}

/**
 * The meaning of every operation as plain loops in float64, whatever the plan's number type:
 * slow, exact to rounding, and what all other backends are compared with. Arrays go in and out in the plan's type.
 */
export async function createReferenceBackend(options: ReferenceOptions = {}): Promise<Backend> {
  requireKnown({ owner: 'createReferenceBackend', code: 'REFERENCE_OPTION' }, options, {
    reason: true,
  } satisfies Record<keyof ReferenceOptions, true>)
  const info: BackendInfo = {
    name: 'reference',
    executor: 'plain loops in float64',
    threads: 1,
    reason: options.reason ?? null,
    dtypes: ['float32', 'float64'],
    hardware: 'cpu',
    sums: 'float64',
    exact: true,
    keepsNaN: true,
  }
  let disposed = false
  const dispose = (): void => {
    disposed = true
  }
  return {
    info,
    async compile(plan: Plan): Promise<Program> {
      if (disposed) refuseDisposed('backend')
      return createProgram(plan, new ReferenceExecution(plan), { isDisposed: () => disposed })
    },
    dispose,
    async [Symbol.asyncDispose]() {
      dispose()
    },
  }
}
