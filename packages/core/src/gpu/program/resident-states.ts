import type { FloatArray, Plan, ValueId } from '@numeural/plan'
import { type HostStates, valueLength } from '@numeural/plan/contract'
import type { GpuDevice, ResidentKernel } from '../device/device.js'
import type { GpuResident } from '../device/gpu-js.js'
import { copyKernel } from './copy-kernel.js'
import { flat } from './flat.js'
import { type Given, givenValues, sizeOfArray } from './given.js'

/**
 * Whether a plan's states can stay on a device: none takes a value that is only given, such as that of another state.
 */
export function canStay(plan: Plan): boolean {
  const given = givenValues(plan)
  return plan.states.length > 0 && plan.states.every(({ next }) => next === null || !given.has(next))
}

/**
 * States whose newest value is on the device.
 * What is written from outside waits in the host's states, which know all rules,
 * and goes to the device when a run needs it.
 */
export class ResidentStates {
  readonly #device: GpuDevice
  readonly #plan: Plan
  readonly #host: HostStates<Float32Array>
  readonly #arrays = new Map<string, GpuResident>()
  readonly #kernels = new Map<string, ResidentKernel>()
  #batch = 0

  constructor(device: GpuDevice, plan: Plan, host: HostStates<Float32Array>) {
    this.#device = device
    this.#plan = plan
    this.#host = host
  }

  /** Makes the states ready for a run of this batch size. */
  prepare(batch: number): void {
    this.#host.prepare(batch)
    this.#batch = batch
  }

  /** A copy of a state. */
  async read(name: string): Promise<FloatArray> {
    await this.#fetch(name)
    return this.#host.read(name)
  }

  /** Sets a state; states that start anew with another batch size leave the device. */
  write(name: string, data: FloatArray): void {
    const before = this.#host.batch
    this.#host.write(name, data)
    if (this.#host.batch === before) this.#arrays.delete(name)
    else {
      for (const state of this.#plan.states) {
        if (this.#plan.values[state.value]!.kind === 'signal') this.#arrays.delete(state.name)
      }
    }
  }

  /** The state on the device. */
  async array({ name, size }: Given): Promise<GpuResident> {
    const known = this.#arrays.get(name)
    if (known !== undefined) return known
    const data = this.#host.data.get(name)!
    const array = await this.#kernel(`upload ${name}`, size).run([this.#device.input(data, size)])
    this.#arrays.set(name, array)
    return array
  }

  /** Takes the next value of a state: a copy, because the next run overwrites what it made. */
  async keep(name: string, value: ValueId, batch: number, next: GpuResident): Promise<void> {
    const size = sizeOfArray(this.#plan, value, batch)
    this.#arrays.set(name, await this.#kernel(`keep ${name}`, size).run([next]))
  }

  dispose(): void {
    for (const kernel of this.#kernels.values()) kernel.destroy()
    this.#kernels.clear()
    this.#arrays.clear()
  }

  /** Copies a state from the device into the host's states. */
  async #fetch(name: string): Promise<void> {
    const array = this.#arrays.get(name)
    const state = this.#plan.states.find((candidate) => candidate.name === name)
    if (array === undefined || state === undefined) return
    const values = await this.#device.read(array)
    this.#host.data.get(name)?.set(flat(values, valueLength(this.#plan, state.value, this.#batch)))
  }

  #kernel(what: string, size: readonly number[]): ResidentKernel {
    const key = `${what} ${size.join('×')}`
    const kernel = this.#kernels.get(key) ?? this.#device.residentKernel(copyKernel(size, this.#device.limits))
    this.#kernels.set(key, kernel)
    return kernel
  }
}
