import type { Plan } from '../builder/plan.js'
import type { Program, RunRequest, RunResult } from '../contract/backend.js'
import { refuseDisposed } from '../contract/disposed.js'
import { HostStates } from '../contract/host-states.js'
import { letEventsThrough } from '../contract/let-events-through.js'
import { checkRunRequest, outputNames, valueLength } from '../contract/run-request.js'
import type { Step } from '../operations/definition.js'
import { definitionOf } from '../operations/operations.js'
import type { FloatArray } from '../values/shape.js'

/** A plan on the reference backend: one Float64Array for every value, kept until the batch size changes. */
export class ReferenceProgram implements Program {
  readonly plan: Plan
  readonly #steps: readonly Step[]
  readonly #states: HostStates<Float64Array>
  readonly #parameters: Float64Array
  readonly #isBackendDisposed: () => boolean
  #parametersKept = false
  #values: Float64Array[] = []
  #batch = 0
  #disposed = false

  constructor(plan: Plan, isBackendDisposed: () => boolean) {
    this.plan = plan
    this.#steps = plan.operations.map((operation) => definitionOf(operation).step(operation, plan))
    this.#states = new HostStates(plan, (length) => new Float64Array(length))
    this.#parameters = new Float64Array(plan.parameterLength)
    this.#isBackendDisposed = isBackendDisposed
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.#refuseDisposed()
    checkRunRequest(this.plan, request, this.#parametersKept)
    this.#states.prepare(request.batch)
    this.#prepareValues(request.batch)
    if (request.parameters !== undefined) {
      this.#parameters.set(request.parameters)
      this.#parametersKept = true
    }
    const run = {
      batch: request.batch,
      values: this.#values,
      inputs: request.inputs ?? {},
      parameters: this.#parameters,
      states: this.#states.data,
    }
    for (const step of this.#steps) step(run)
    this.#states.update((value) => this.#values[value])
    const results = this.#results(request)
    await letEventsThrough()
    return results
  }

  async readState(name: string): Promise<FloatArray> {
    this.#refuseDisposed()
    return this.#states.read(name)
  }

  async writeState(name: string, data: FloatArray): Promise<void> {
    this.#refuseDisposed()
    this.#states.write(name, data)
  }

  dispose(): void {
    this.#disposed = true
    this.#values = []
    this.#states.data.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }

  #refuseDisposed(): void {
    if (this.#disposed || this.#isBackendDisposed()) refuseDisposed(this.#disposed ? 'program' : 'backend')
  }

  #prepareValues(batch: number): void {
    if (this.#batch === batch) return
    this.#values = this.plan.values.map((_, value) => new Float64Array(valueLength(this.plan, value, batch)))
    this.#batch = batch
  }

  #results({ outputs, into }: RunRequest): RunResult {
    const results: Record<string, FloatArray> = {}
    for (const name of outputs ?? outputNames(this.plan)) {
      const source = this.#output(name)
      const target = into !== undefined && Object.hasOwn(into, name) ? into[name] : this.#newArray(name, source.length)
      target.set(source)
      results[name] = target
    }
    return results
  }

  #output(name: string): Float64Array {
    const output = this.plan.outputs.find((candidate) => candidate.name === name)
    if (output !== undefined) return this.#values[output.value]
    const gradient = new Float64Array(this.plan.parameterLength)
    for (const { value, offset } of this.plan.gradient?.parts ?? []) {
      const part = this.#values[value]
      for (let k = 0; k < part.length; k++) gradient[offset + k] += part[k]
    }
    return gradient
  }

  #newArray(name: string, length: number): FloatArray {
    const output = this.plan.outputs.find((candidate) => candidate.name === name)
    const isSignal = output !== undefined && this.plan.values[output.value].kind === 'signal'
    return isSignal && this.plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
  }
}
