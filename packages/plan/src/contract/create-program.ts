import type { Plan } from '../builder/plan.js'
import type { FloatArray } from '../values/shape.js'
import type { Program, RunRequest, RunResult } from './backend.js'
import { refuseDisposed } from './disposed.js'
import type { Execution } from './execution.js'
import { letEventsThrough } from './let-events-through.js'
import { checkRunRequest, outputLength, outputNames } from './run-request.js'
import { UnwrittenStates } from './unwritten-states.js'

/** The backend that a program belongs to. */
export interface ProgramOwner {
  isDisposed(): boolean
  /** Told when a program was disposed. */
  forget?(program: Program): void
}

/** A program of a plan, from what a backend does: all that every program does the same way is here. */
export function createProgram(plan: Plan, execution: Execution, owner: ProgramOwner): Program {
  return new ExecutedProgram(plan, execution, owner)
}

class ExecutedProgram implements Program {
  readonly plan: Plan
  readonly #execution: Execution
  readonly #owner: ProgramOwner
  readonly #unwritten: UnwrittenStates
  #parametersKept = false
  #disposed = false

  constructor(plan: Plan, execution: Execution, owner: ProgramOwner) {
    this.plan = plan
    this.#execution = execution
    this.#owner = owner
    this.#unwritten = new UnwrittenStates(plan)
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.#refuseDisposed()
    checkRunRequest(this.plan, request, this.#parametersKept)
    this.#unwritten.refuseAny()
    const execution = this.#execution
    const waiting = execution.ready?.(request.batch)
    if (waiting !== undefined) {
      await waiting
      this.#refuseDisposed()
    }
    execution.prepare(request.batch)
    if (request.parameters !== undefined) {
      execution.takeParameters(request.parameters)
      this.#parametersKept = true
    }
    const computing = execution.compute(request)
    if (computing !== undefined) await computing
    const results = this.#results(request)
    execution.updateStates()
    await letEventsThrough()
    return results
  }

  async readState(name: string): Promise<FloatArray> {
    this.#refuseDisposed()
    return this.#execution.readState(name)
  }

  async writeState(name: string, data: FloatArray): Promise<void> {
    this.#refuseDisposed()
    this.#execution.writeState(name, data)
    this.#unwritten.written(name, data.length)
  }

  dispose(): void {
    if (this.#disposed || this.#owner.isDisposed()) return
    this.#disposed = true
    this.#execution.release()
    this.#owner.forget?.(this)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }

  #refuseDisposed(): void {
    if (this.#disposed) refuseDisposed('program')
    if (this.#owner.isDisposed()) refuseDisposed('backend')
  }

  #results({ batch, outputs, into }: RunRequest): RunResult {
    const results: Record<string, FloatArray> = {}
    for (const name of outputs ?? outputNames(this.plan)) {
      const value = this.plan.outputs.find((output) => output.name === name)?.value
      const isSignal = value !== undefined && this.plan.values[value]!.kind === 'signal'
      const given = into !== undefined && Object.hasOwn(into, name) ? into[name] : undefined
      const target = given ?? this.#newArray(isSignal, outputLength(this.plan, name, batch))
      if (value === undefined) this.#addGradient(target)
      else if (isSignal) this.#execution.copySignal(value, target, batch)
      else target.set(this.#execution.numbersOf(value, batch))
      results[name] = target
    }
    return results
  }

  #newArray(isSignal: boolean, length: number): FloatArray {
    return isSignal && this.plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
  }

  #addGradient(target: FloatArray): void {
    target.fill(0)
    for (const { value, offset } of this.#execution.gradient ?? this.plan.gradient?.parts ?? []) {
      const part = this.#execution.numbersOf(value, 1)
      for (let k = 0; k < part.length; k++) target[offset + k]! += part[k]!
    }
  }
}
