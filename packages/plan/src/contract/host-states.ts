import type { Plan } from '../builder/plan.js'
import { type FloatArray, sizeOf } from '../values/shape.js'
import type { ValueId } from '../values/value.js'
import { valueLength } from './run-request.js'
import { otherBatch } from './state-batch.js'
import { batchOfState, isSignalState, stateOf } from './state-checks.js'

/**
 * The states of a program whose backend keeps them in ordinary arrays between runs.
 * Vectors are there from the start; signals get their batch size from the first run or write, keep it in later runs,
 * and all start anew at zero when a write changes it.
 */
export class HostStates<Numbers extends FloatArray> {
  readonly data = new Map<string, Numbers>()
  readonly #plan: Plan
  readonly #newArray: (length: number) => Numbers
  #batch = 0

  constructor(plan: Plan, newArray: (length: number) => Numbers) {
    this.#plan = plan
    this.#newArray = newArray
    for (const state of plan.states) {
      if (!isSignalState(this.#plan, state)) this.data.set(state.name, newArray(valueLength(plan, state.value, 1)))
    }
  }

  /** Batch size of the signals; 0 before it is known. */
  get batch(): number {
    return this.#batch
  }

  /** Makes the states ready for a run of this batch size. */
  prepare(batch: number): void {
    if (!this.#plan.states.some((state) => isSignalState(this.#plan, state))) return
    if (this.#batch === 0) this.#resize(batch)
    if (this.#batch === batch) return
    throw otherBatch(this.#batch, batch)
  }

  /** At the end of a run: every state takes its next value. */
  update(next: (value: ValueId) => FloatArray): void {
    for (const state of this.#plan.states) {
      if (state.next !== null) this.data.get(state.name)?.set(next(state.next))
    }
  }

  /** A copy; before a batch size is known, one sample of zeros. */
  read(name: string): FloatArray {
    const state = stateOf(this.#plan, name)
    const source = this.data.get(name) ?? new Float64Array(valueLength(this.#plan, state.value, 1))
    return isSignalState(this.#plan, state) && this.#plan.dtype === 'float32'
      ? Float32Array.from(source)
      : Float64Array.from(source)
  }

  write(name: string, data: FloatArray): void {
    const state = stateOf(this.#plan, name)
    const batch = batchOfState(this.#plan, state, data)
    if (isSignalState(this.#plan, state) && batch !== this.#batch) this.#resize(batch)
    this.data.get(name)?.set(data)
  }

  #resize(batch: number): void {
    this.#batch = batch
    for (const state of this.#plan.states) {
      const type = this.#plan.values[state.value]!
      if (type.kind === 'signal') this.data.set(state.name, this.#newArray(batch * sizeOf(type.shape)))
    }
  }
}
