import type { Plan } from '../../plan/plan.js'
import type { FloatArray } from '../../plan/shape.js'
import type { ValueId } from '../../plan/value.js'
import { resultsOf } from '../../reverse/dependencies.js'
import { valueLength } from '../../run-request.js'
import type { GpuDevice } from '../device.js'
import type { GpuArray, GpuHandle, GpuPipeline } from '../gpu-js.js'
import { arrayLength, neededValues, tracePlan } from './trace-plan.js'

/** An array that a pipeline is given for every call. */
interface Given {
  readonly kind: 'input' | 'state' | 'parameters'
  readonly name: string
  readonly size: readonly number[]
}

/** A plan as one pipeline of gpu.js, for one batch size and the values that are wanted of it. Intermediate values never leave the device. */
export class PlanPipeline {
  readonly #device: GpuDevice
  readonly #plan: Plan
  readonly #batch: number
  readonly #given: readonly Given[]
  readonly #wanted: readonly ValueId[]
  readonly #pipeline: GpuPipeline

  /** @param wanted values that kernels compute; what is only given to the plan is no business of a pipeline */
  constructor(device: GpuDevice, plan: Plan, batch: number, wanted: readonly ValueId[]) {
    this.#device = device
    this.#plan = plan
    this.#batch = batch
    this.#wanted = wanted
    const needed = neededValues(plan, wanted)
    this.#given = givenOf(plan, batch, needed)
    const trace = (...handles: GpuHandle[]): Record<string, GpuHandle> => {
      const places = tracePlan(plan, batch, needed, {
        limits: device.limits,
        call: (text, operands) => device.kernel(text)(...operands),
        given: (kind, name) => handles[this.#given.findIndex((given) => given.kind === kind && given.name === name)],
      })
      return Object.fromEntries(wanted.map((value) => [keyOf(value), places[value].handle]))
    }
    // gpu.js makes as many handles as the function declares parameters.
    Object.defineProperty(trace, 'length', { value: this.#given.length })
    this.#pipeline = device.createPipeline(trace)
  }

  /** Runs the pipeline and reads the wanted values back. */
  async run(arrayOf: (given: Given) => FloatArray): Promise<Map<ValueId, FloatArray>> {
    const operands = this.#given.map((given) => this.#device.input(floats(arrayOf(given)), given.size))
    const results = await this.#device.run(this.#pipeline, operands)
    return new Map(this.#wanted.map((value) => [value, this.#flat(results[keyOf(value)], value)]))
  }

  destroy(): Promise<void> {
    return this.#pipeline.destroy()
  }

  #flat(array: GpuArray, value: ValueId): FloatArray {
    const flat = new Float32Array(valueLength(this.#plan, value, this.#batch))
    copyRows(array, flat, 0)
    return flat
  }
}

/** Whether a value is given to the plan from outside and thus needs no pipeline. */
export function givenValues(plan: Plan): ReadonlySet<ValueId> {
  const given = new Set(['input', 'state', 'parameter'])
  return new Set(plan.operations.flatMap((operation) => (given.has(operation.op) ? resultsOf(operation) : [])))
}

function givenOf(plan: Plan, batch: number, needed: ReadonlySet<ValueId>): Given[] {
  const sized = (kind: 'input' | 'state', name: string, value: ValueId): Given => {
    const type = plan.values[value]
    const rows = arrayLength(plan, value, batch)
    return { kind, name, size: type.kind === 'signal' ? [type.shape.width, rows] : [rows] }
  }
  const states = plan.states.filter(({ value }) => needed.has(value))
  const inputs = plan.inputs.filter(({ value }) => needed.has(value))
  const readsParameters = plan.parameters.some(({ value }) => needed.has(value))
  return [
    ...inputs.map(({ name, value }) => sized('input', name, value)),
    ...states.map(({ name, value }) => sized('state', name, value)),
    ...(readsParameters ? [{ kind: 'parameters', name: '', size: [plan.parameterLength] } as const] : []),
  ]
}

function keyOf(value: ValueId): string {
  return `value${value}`
}

function floats(numbers: FloatArray): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers)
}

/** Copies rows of rows into one array; returns where the next row goes. */
function copyRows(array: GpuArray, to: Float32Array, start: number): number {
  if (array instanceof Float32Array) {
    to.set(array, start)
    return start + array.length
  }
  return array.reduce((at, row) => copyRows(row, to, at), start)
}
