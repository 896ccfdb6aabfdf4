import { type Backend, createBackend } from '@numeural/core'
import { createGpuBackend, type GpuMode } from '@numeural/core/gpu'
import type { CaseErrors } from '@numeural/plan/testing'
import type { Extent } from './extent.js'
import { multigridSuite } from './multigrid-suite.js'
import { operationSuite } from './operation-suite.js'
import { schemeSuite } from './scheme-suite.js'

/** The row of the table for networks of schemes, whose tolerances stand with their cases. */
export const schemeRow = 'schemes × nonlinearities'
/** The row for multigrid solvers and networks. */
export const multigridRow = 'multigrid'

/** One check of a mode; its errors are null where a case only says whether it holds. */
interface SuiteCase {
  readonly name: string
  /** The row of the table that it belongs to. */
  readonly row: string
  run(): Promise<CaseErrors | null>
}

/** An open mode with its cases. */
export interface Suite {
  readonly backend: Backend
  readonly cases: readonly SuiteCase[]
  close(): Promise<void>
}

/** Opens a mode here. */
export async function openSuite(mode: GpuMode, extent: Extent): Promise<Suite> {
  const backend = await createGpuBackend({ mode })
  const reference = await createBackend('reference')
  return {
    backend,
    cases: casesOn(backend, reference, extent),
    async close() {
      await backend[Symbol.asyncDispose]()
      reference.dispose()
    },
  }
}

/** The names of a mode's cases and their rows, without opening it. */
export function namesOf(mode: GpuMode, extent: Extent): { readonly name: string; readonly row: string }[] {
  const named = (name: string, exact: boolean) => ({ info: { name, exact } }) as Backend
  return casesOn(named(`gpu:${mode}`, false), named('reference', true), extent)
}

function casesOn(backend: Backend, reference: Backend, extent: Extent): SuiteCase[] {
  return [
    ...operationSuite(extent).map(({ name, operation, run }) => ({ name, row: operation, run: () => run(backend) })),
    ...multigridSuite(backend, reference).map(({ name, run }) => ({ name, row: multigridRow, run })),
    ...schemeSuite(backend, reference, extent).map(({ name, run }) => ({
      name,
      row: schemeRow,
      run: async () => {
        await run()
        return null
      },
    })),
  ]
}
