import type { FloatArray, Plan, ValueId } from '@numeural/plan'
import { valueLength } from '@numeural/plan/contract'
import { type GpuDevice, type ResidentKernel, textKey } from '../device/device.js'
import type { GpuResident } from '../device/gpu-js.js'
import { copyKernel } from './copy-kernel.js'
import { flat, floats } from './flat.js'
import type { Given } from './given.js'
import { type Recording, recordPlan, type Source, type Step } from './record-plan.js'
import type { ResidentStates } from './resident-states.js'

/**
 * A plan with states, kernel by kernel. A pipeline of gpu.js reads all its results back and takes all its
 * arguments from outside;
 * here the states stay on the device, and only the wanted values come back.
 */
export class ResidentPipeline {
  readonly #device: GpuDevice
  readonly #plan: Plan
  readonly #batch: number
  readonly #wanted: readonly ValueId[]
  readonly #recording: Recording
  #tables: readonly GpuResident[] | undefined
  readonly #kernels = new Map<string, ResidentKernel>()

  constructor(device: GpuDevice, plan: Plan, batch: number, wanted: readonly ValueId[]) {
    this.#device = device
    this.#plan = plan
    this.#batch = batch
    this.#wanted = wanted
    const next = plan.states.flatMap((state) => (state.next === null ? [] : [state.next]))
    this.#recording = recordPlan(plan, batch, [...new Set([...wanted, ...next])], device.limits)
  }

  /** Runs all kernels, reads the wanted values back, and leaves the states' next values in `states`. */
  async run(arrayOf: (given: Given) => FloatArray, states: ResidentStates): Promise<Map<ValueId, FloatArray>> {
    const { given, results, steps } = this.#recording
    const tables = (this.#tables ??= await this.#uploadTables())
    const arrays: GpuResident[] = []
    for (const each of given) {
      arrays.push(
        each.kind === 'state'
          ? await states.array(each)
          : await this.#upload(`${each.kind} ${each.name}`, each.size, arrayOf(each)),
      )
    }
    const slots: GpuResident[] = []
    const arrayAt = ({ from, index }: Source): GpuResident =>
      from === 'given' ? arrays[index]! : from === 'table' ? tables[index]! : slots[steps[index]!.slot]!
    for (const step of steps) {
      const operands = step.operands.map((operand) => (typeof operand === 'number' ? operand : arrayAt(operand)))
      slots[step.slot] = await this.#kernelOf(step).run(operands)
    }
    const values = new Map<ValueId, FloatArray>()
    for (const value of this.#wanted) {
      const array = await this.#device.read(arrayAt(results.get(value)!))
      values.set(value, flat(array, valueLength(this.#plan, value, this.#batch)))
    }
    for (const { name, next, value } of this.#plan.states) {
      if (next !== null) await states.keep(name, value, this.#batch, arrayAt(results.get(next)!))
    }
    return values
  }

  async destroy(): Promise<void> {
    for (const kernel of this.#kernels.values()) kernel.destroy()
    this.#kernels.clear()
  }

  /** Calls of one text that write into one slot are one kernel. */
  #kernelOf({ slot, text }: Step): ResidentKernel {
    return this.#kernel(`${slot} ${textKey(text)}`, () => this.#device.residentKernel(text))
  }

  /** Fixed numbers go to the device once. */
  async #uploadTables(): Promise<GpuResident[]> {
    const uploaded: GpuResident[] = []
    for (const [index, numbers] of this.#recording.tables.entries()) {
      uploaded.push(await this.#upload(`table ${index}`, [numbers.length], numbers))
    }
    return uploaded
  }

  #upload(what: string, size: readonly number[], data: FloatArray): Promise<GpuResident> {
    const text = copyKernel(size, this.#device.limits)
    const kernel = this.#kernel(`upload ${what}`, () => this.#device.residentKernel(text))
    return kernel.run([this.#device.input(floats(data), size)])
  }

  #kernel(key: string, make: () => ResidentKernel): ResidentKernel {
    const kernel = this.#kernels.get(key) ?? make()
    this.#kernels.set(key, kernel)
    return kernel
  }
}
