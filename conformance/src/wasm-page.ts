import { type BackendInfo, createBackend } from '@numeural/core'
import { operationCases } from '@numeural/plan/testing'
import { stepNetwork } from './step-network.js'

/** What the page lets the tests do in it. */
const harness = {
  /** Runs the operations' cases on one thread; gives their number and the names of those that fail. */
  async operations(): Promise<{ cases: number; failed: string[] }> {
    const backend = await createBackend('wasm', { threads: 1 })
    const failed: string[] = []
    const cases = operationCases()
    for (const { name, dtype, run } of cases) {
      await run(backend).catch((error: Error) => failed.push(`${dtype} ${name}: ${error.message}`))
    }
    backend.dispose()
    return { cases: cases.length, failed }
  },
  /** Trains one step on so many threads; gives the gradient and what ran. */
  async step(threads: number): Promise<{ gradient: number[]; info: BackendInfo }> {
    const backend = await createBackend('wasm', { threads })
    const gradient = [...(await stepNetwork(backend))]
    const { info } = backend
    backend.dispose()
    return { gradient, info }
  },
}

/** The page's functions as the tests call them. */
export type WasmHarness = typeof harness

Object.assign(globalThis, { harness })
