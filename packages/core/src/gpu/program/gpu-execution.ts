import type { FloatArray, Plan, RunRequest, ValueId } from '@numeural/plan'
import { type Execution, HostStates, outputNames, requireRoom } from '@numeural/plan/contract'
import type { GpuDevice } from '../device/device.js'
import { type Given, givenValues } from './given.js'
import { PlanPipeline } from './plan-pipeline.js'
import { ResidentPipeline } from './resident-pipeline.js'
import { canStay, ResidentStates } from './resident-states.js'

/** Pipelines kept per program: batch sizes and choices of outputs that come again. */
const mostPipelines = 4

/**
 * A plan on the gpu backend: one pipeline for every batch size and choice of outputs, made when it is first asked for.
 */
export class GpuExecution implements Execution {
  readonly #plan: Plan
  readonly #device: GpuDevice
  readonly #states: HostStates<Float32Array>
  readonly #parameters: Float32Array
  readonly #given: ReadonlySet<ValueId>
  /** The states on the device, if they can stay there. */
  readonly #resident: ResidentStates | null
  readonly #pipelines = new Map<string, PlanPipeline | ResidentPipeline>()
  #largestBatch = 0
  /** What the last run made. */
  #values: (value: ValueId) => FloatArray = () => new Float32Array(0)

  constructor(plan: Plan, device: GpuDevice) {
    this.#plan = plan
    this.#device = device
    this.#states = new HostStates(plan, (length) => new Float32Array(length))
    this.#parameters = new Float32Array(plan.parameterLength)
    this.#given = givenValues(plan)
    this.#resident = device.keepsArrays && canStay(plan) ? new ResidentStates(device, plan, this.#states) : null
  }

  prepare(batch: number): void {
    if (batch > this.#largestBatch) requireRoom(this.#plan, batch, Float32Array.BYTES_PER_ELEMENT)
    this.#largestBatch = Math.max(batch, this.#largestBatch)
    ;(this.#resident ?? this.#states).prepare(batch)
  }

  takeParameters(parameters: FloatArray): void {
    this.#parameters.set(parameters)
  }

  async compute(request: RunRequest): Promise<void> {
    this.#values = await this.#compute(request)
  }

  copySignal(value: ValueId, target: FloatArray): void {
    target.set(this.#values(value))
  }

  numbersOf(value: ValueId): FloatArray {
    return this.#values(value)
  }

  updateStates(): void {
    if (this.#resident === null) this.#updateHostStates(this.#values)
  }

  readState(name: string): FloatArray | Promise<FloatArray> {
    return (this.#resident ?? this.#states).read(name)
  }

  writeState(name: string, data: FloatArray): void {
    ;(this.#resident ?? this.#states).write(name, data)
  }

  release(): void {
    this.destroy().catch(() => undefined)
  }

  /** Frees everything on the device. */
  async destroy(): Promise<void> {
    const pipelines = [...this.#pipelines.values()]
    this.#pipelines.clear()
    await Promise.all(pipelines.map((pipeline) => pipeline.destroy()))
    this.#resident?.dispose()
    this.#states.data.clear()
  }

  async #compute(request: RunRequest): Promise<(value: ValueId) => FloatArray> {
    const wanted = this.#wantedValues(request.outputs ?? outputNames(this.#plan))
    const computed = wanted.filter((value) => !this.#given.has(value))
    const arrayOf = (kind: 'input' | 'state' | 'parameters', name: string): FloatArray => {
      if (kind === 'parameters') return this.#parameters
      return kind === 'input' ? request.inputs![name]! : this.#states.data.get(name)!
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
      return this.#pipeline(key, () => new PlanPipeline(this.#device, this.#plan, batch, computed)).run(arrayOf)
    }
    // Outputs that are states show the value before the run.
    const before = new Map<ValueId, FloatArray>()
    for (const { name, value } of this.#plan.states) {
      if (wanted.includes(value)) before.set(value, await resident.read(name))
    }
    const key = `${batch}: ${computed.join(' ')} on the device`
    const pipeline = this.#pipeline(key, () => new ResidentPipeline(this.#device, this.#plan, batch, computed))
    return new Map([...before, ...(await pipeline.run(arrayOf, resident))])
  }

  #wantedValues(names: readonly string[]): ValueId[] {
    const outputs = this.#plan.outputs.filter(({ name }) => names.includes(name)).map(({ value }) => value)
    const parts = names.includes('gradient') ? (this.#plan.gradient?.parts ?? []).map(({ value }) => value) : []
    const stays = this.#resident !== null
    const next = this.#plan.states.flatMap((state) => (stays || state.next === null ? [] : [state.next]))
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
    const input = this.#plan.inputs.find((candidate) => candidate.value === value)
    if (input !== undefined) return arrayOf('input', input.name)
    const state = this.#plan.states.find((candidate) => candidate.value === value)
    if (state !== undefined) return arrayOf('state', state.name)
    const { offset, length } = this.#plan.parameters.find((candidate) => candidate.value === value)!
    return this.#parameters.subarray(offset, offset + length)
  }

  /** States may take each other's values: all are copied before the first is overwritten. */
  #updateHostStates(values: (value: ValueId) => FloatArray): void {
    const copies = new Map<ValueId, FloatArray>()
    for (const { next } of this.#plan.states) {
      if (next !== null) copies.set(next, this.#given.has(next) ? values(next).slice() : values(next))
    }
    this.#states.update((value) => copies.get(value)!)
  }
}
