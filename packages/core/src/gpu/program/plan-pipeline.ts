import type { FloatArray, Plan, ValueId } from '@numeural/plan'
import { valueLength } from '@numeural/plan/contract'
import type { GpuDevice } from '../device/device.js'
import type { GpuHandle, GpuPipeline } from '../device/gpu-js.js'
import { flat, floats } from './flat.js'
import { type Given, givenOf, indexOfGiven } from './given.js'
import { neededValues, tracePlan } from './trace-plan.js'

/**
 * A plan as one pipeline of gpu.js, for one batch size and the values that are wanted of it.
 * Intermediate values never leave the device.
 */
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
      const places = tracePlan(plan, batch, wanted, {
        limits: device.limits,
        call: (text, operands) => device.kernel(text)(...operands),
        // A fixed array becomes part of the pipeline when it is traced.
        table: (numbers) => device.input(numbers, [numbers.length]) as unknown as GpuHandle,
        given: (kind, name) => handles[indexOfGiven(this.#given, kind, name)]!,
      })
      return Object.fromEntries(wanted.map((value) => [keyOf(value), places[value]!.handle]))
    }
    // gpu.js makes as many handles as the function declares parameters.
    Object.defineProperty(trace, 'length', { value: this.#given.length })
    this.#pipeline = device.createPipeline(trace)
  }

  /** Runs the pipeline and reads the wanted values back. */
  async run(arrayOf: (given: Given) => FloatArray): Promise<Map<ValueId, FloatArray>> {
    const [plan, batch] = [this.#plan, this.#batch]
    const operands = this.#given.map((given) => this.#device.input(floats(arrayOf(given)), given.size))
    const results = await this.#device.run(this.#pipeline, operands)
    return new Map(this.#wanted.map((value) => [value, flat(results[keyOf(value)]!, valueLength(plan, value, batch))]))
  }

  destroy(): Promise<void> {
    return this.#pipeline.destroy()
  }
}

function keyOf(value: ValueId): string {
  return `value${value}`
}
