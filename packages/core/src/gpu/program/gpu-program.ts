import type { FloatArray, Plan, Program, RunRequest, RunResult } from '@numeural/plan'
import { createProgram, refuseDisposed } from '@numeural/plan/contract'
import type { GpuDevice } from '../device/device.js'
import { GpuExecution } from './gpu-execution.js'

/**
 * A program on the gpu backend, whose calls wait for each other:
 * a run may depend on the states that the one before leaves.
 */
export class GpuProgram implements Program {
  readonly plan: Plan
  readonly #execution: GpuExecution
  readonly #program: Program
  readonly #isBackendDisposed: () => boolean
  readonly #onDispose: (program: GpuProgram) => void
  #disposed = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    plan: Plan,
    device: GpuDevice,
    isBackendDisposed: () => boolean,
    onDispose: (program: GpuProgram) => void,
  ) {
    this.plan = plan
    this.#execution = new GpuExecution(plan, device)
    this.#program = createProgram(plan, this.#execution, { isDisposed: isBackendDisposed })
    this.#isBackendDisposed = isBackendDisposed
    this.#onDispose = onDispose
  }

  run(request: RunRequest): Promise<RunResult> {
    return this.#inTurn(() => this.#program.run(request))
  }

  readState(name: string): Promise<FloatArray> {
    return this.#inTurn(() => this.#program.readState(name))
  }

  writeState(name: string, data: FloatArray): Promise<void> {
    return this.#inTurn(() => this.#program.writeState(name, data))
  }

  dispose(): void {
    // Nobody waits for it, so nobody could catch what goes wrong with arrays that are given up anyway.
    this[Symbol.asyncDispose]().catch(() => undefined)
  }

  /** Frees everything, once the runs that have been asked for are done. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    this.#onDispose(this)
    await this.#last
    await this.#execution.destroy()
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => {
      if (this.#disposed || this.#isBackendDisposed()) refuseDisposed(this.#disposed ? 'program' : 'backend')
      return work()
    })
    this.#last = result.catch(() => undefined)
    return result
  }
}
