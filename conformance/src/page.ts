import { createGpuBackend, type GpuMode } from '@numeural/core/gpu'
import type { CaseErrors } from '@numeural/plan/testing'
import { diffuse } from './diffuse.js'
import type { Extent } from './extent.js'
import { countArrays } from './live-arrays.js'
import { soak } from './soak.js'
import { openSuite, type Suite } from './suite.js'
import { trainSmall } from './train-small.js'

let suite: Suite | undefined

/** What the page lets the tests do in it. */
const harness = {
  /** Opens a mode; returns what it runs on. */
  async open(mode: GpuMode, extent: Extent): Promise<string> {
    suite = await openSuite(mode, extent)
    return suite.backend.info.executor
  },
  /** Runs one case of the open mode; throws what it throws. */
  async run(name: string): Promise<CaseErrors | null> {
    const found = suite?.cases.find((each) => each.name === name)
    if (found === undefined) throw new Error(`no case is called ${name}`)
    return found.run()
  },
  train: () => trainSmall(suite!.backend),
  diffuse: (size: number) => diffuse(suite!.backend, size),
  soak: (calls: number) => soak(suite!.backend, calls),
  close: async () => suite?.close(),
  /**
   * Whether a mode can be used here. In a task of its own:
   * what the driver of the page calls itself is free of the page's policy.
   */
  canOpen: (mode: GpuMode) =>
    new Promise<boolean>((resolve) => {
      const attempt = (): Promise<void> =>
        createGpuBackend({ mode }).then(
          (backend) => backend[Symbol.asyncDispose]().then(() => resolve(true)),
          () => resolve(false),
        )
      setTimeout(attempt)
    }),
}

/** The page's functions as the tests call them. */
export type Harness = typeof harness

countArrays()
Object.assign(globalThis, { harness })
