import type { FloatArray, Plan, Program, RunRequest, RunResult, ValueId } from '@numeural/plan'
import { checkRunRequest, HostStates, letEventsThrough, outputNames, refuseDisposed } from '@numeural/plan/contract'
import type { GpuDevice } from '../device/device.js'
import { type Given, givenValues } from './given.js'
import { PlanPipeline } from './plan-pipeline.js'
import { ResidentPipeline } from './resident-pipeline.js'
import { canStay, ResidentStates } from './resident-states.js'

/** Pipelines kept per program: batch sizes and choices of outputs that come again. */
const mostPipelines = 4

/** A plan on the gpu backend: one pipeline for every batch size and choice of outputs, made when it is first asked for. */
export class GpuProgram implements Program {
  readonly plan: Plan
  readonly #device: GpuDevice
  readonly #states: HostStates<Float32Array>
  readonly #parameters: Float32Array
  readonly #given: ReadonlySet<ValueId>
  /** The states on the device, if they can stay there. */
  readonly #resident: ResidentStates | null
  readonly #isBackendDisposed: () => boolean
  readonly #onDispose: (program: GpuProgram) => void
  readonly #pipelines = new Map<string, PlanPipeline | ResidentPipeline>()
  #parametersKept = false
  #disposed = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    plan: Plan,
    device: GpuDevice,
    isBackendDisposed: () => boolean,
    onDispose: (program: GpuProgram) => void,
  ) {
    this.plan = plan
    this.#device = device
    this.#isBackendDisposed = isBackendDisposed
    this.#onDispose = onDispose
    this.#states = new HostStates(plan, (length) => new Float32Array(length))
    this.#parameters = new Float32Array(plan.parameterLength)
    this.#given = givenValues(plan)
    this.#resident = device.keepsArrays && canStay(plan) ? new ResidentStates(device, plan, this.#states) : null
  }

  run(request: RunRequest): Promise<RunResult> {
    return this.#inTurn(async () => {
      checkRunRequest(this.plan, request, this.#parametersKept)
      ;(this.#resident ?? this.#states).prepare(request.batch)
      if (request.parameters !== undefined) {
        this.#parameters.set(request.parameters)
        this.#parametersKept = true
      }
      const values = await this.#compute(request)
      const results = this.#results(request, values)
      if (this.#resident === null) this.#updateStates(values)
      await letEventsThrough()
      return results
    })
  }

  readState(name: string): Promise<FloatArray> {
    return this.#inTurn(async () => (this.#resident ?? this.#states).read(name))
  }

  writeState(name: string, data: FloatArray): Promise<void> {
    return this.#inTurn(async () => (this.#resident ?? this.#states).write(name, data))
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
    const pipelines = [...this.#pipelines.values()]
    this.#pipelines.clear()
    await Promise.all(pipelines.map((pipeline) => pipeline.destroy()))
    this.#resident?.dispose()
    this.#states.data.clear()
  }

  /** One call after the other: a run may depend on the states that the one before leaves. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => {
      if (this.#disposed || this.#isBackendDisposed()) refuseDisposed(this.#disposed ? 'program' : 'backend')
      return work()
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  async #compute(request: RunRequest): Promise<(value: ValueId) => FloatArray> {
    const wanted = this.#wantedValues(request.outputs ?? outputNames(this.plan))
    const computed = wanted.filter((value) => !this.#given.has(value))
    const arrayOf = (kind: 'input' | 'state' | 'parameters', name: string): FloatArray => {
      if (kind === 'parameters') return this.#parameters
      return kind === 'input' ? request.inputs![name] : this.#states.data.get(name)!
    }
    const values = await this.#run(request.batch, computed, wanted, ({ kind, name }) => arrayOf(kind, name))
    return (value) => values?.get(value) ?? this.#givenArray(value, arrayOf)
  }

  async #run(
    batch: number,
    computed: readonly ValueId[],
    wanted: readonly ValueId[],
    arrayOf: (given: Given) => FloatArray,
  ): Promise<Map<ValueId, FloatArray> | undefined> {
    const resident = this.#resident
    if (resident === null) {
      if (computed.length === 0) return undefined
      const key = `${batch}: ${computed.join(' ')}`
      return this.#pipeline(key, () => new PlanPipeline(this.#device, this.plan, batch, computed)).run(arrayOf)
    }
    // Outputs that are states show the value before the run.
    const before = new Map<ValueId, FloatArray>()
    for (const { name, value } of this.plan.states) {
      if (wanted.includes(value)) before.set(value, await resident.read(name))
    }
    const key = `${batch}: ${computed.join(' ')} on the device`
    const pipeline = this.#pipeline(key, () => new ResidentPipeline(this.#device, this.plan, batch, computed))
    return new Map([...before, ...(await pipeline.run(arrayOf, resident))])
  }

  #wantedValues(names: readonly string[]): ValueId[] {
    const outputs = this.plan.outputs.filter(({ name }) => names.includes(name)).map(({ value }) => value)
    const parts = names.includes('gradient') ? (this.plan.gradient?.parts ?? []).map(({ value }) => value) : []
    const stays = this.#resident !== null
    const next = this.plan.states.flatMap((state) => (stays || state.next === null ? [] : [state.next]))
    return [...new Set([...outputs, ...parts, ...next])]
  }

  #pipeline<Pipeline extends PlanPipeline | ResidentPipeline>(key: string, make: () => Pipeline): Pipeline {
    const pipeline = (this.#pipelines.get(key) as Pipeline | undefined) ?? make()
    // The map keeps the order of insertion: the least recently used is the first.
    this.#pipelines.delete(key)
    this.#pipelines.set(key, pipeline)
    if (this.#pipelines.size > mostPipelines) {
      const [oldest, unused] = this.#pipelines.entries().next().value!
      this.#pipelines.delete(oldest)
      void unused.destroy()
    }
    return pipeline
  }

  /** Data of a value that is only given to the plan. */
  #givenArray(
    value: ValueId,
    arrayOf: (kind: 'input' | 'state' | 'parameters', name: string) => FloatArray,
  ): FloatArray {
    const input = this.plan.inputs.find((candidate) => candidate.value === value)
    if (input !== undefined) return arrayOf('input', input.name)
    const state = this.plan.states.find((candidate) => candidate.value === value)
    if (state !== undefined) return arrayOf('state', state.name)
    const { offset, length } = this.plan.parameters.find((candidate) => candidate.value === value)!
    return this.#parameters.subarray(offset, offset + length)
  }

  /** States may take each other's values: all are copied before the first is overwritten. */
  #updateStates(values: (value: ValueId) => FloatArray): void {
    const copies = new Map<ValueId, FloatArray>()
    for (const { next } of this.plan.states) {
      if (next !== null) copies.set(next, this.#given.has(next) ? values(next).slice() : values(next))
    }
    this.#states.update((value) => copies.get(value)!)
  }

  #results({ outputs, into }: RunRequest, values: (value: ValueId) => FloatArray): RunResult {
    const results: Record<string, FloatArray> = {}
    for (const name of outputs ?? outputNames(this.plan)) {
      const output = this.plan.outputs.find((candidate) => candidate.name === name)
      const source = output === undefined ? this.#gradient(values) : values(output.value)
      const isSignal = output !== undefined && this.plan.values[output.value].kind === 'signal'
      const given = into !== undefined && Object.hasOwn(into, name) ? into[name] : undefined
      const target = given ?? (isSignal ? new Float32Array(source.length) : new Float64Array(source.length))
      target.set(source)
      results[name] = target
    }
    return results
  }

  #gradient(values: (value: ValueId) => FloatArray): Float64Array {
    const gradient = new Float64Array(this.plan.parameterLength)
    for (const { value, offset } of this.plan.gradient?.parts ?? []) {
      values(value).forEach((number, k) => {
        gradient[offset + k] += number
      })
    }
    return gradient
  }
}
