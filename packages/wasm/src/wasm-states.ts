import type { FloatArray, Plan, PlanState } from '@numeural/plan'
import { batchOfState, isSignalState, otherBatch, stateOf, valueLength } from '@numeural/plan/contract'
import type { ProgramMemory } from './memory/program-memory.js'

/**
 * The states of a program in its memory. Signals get their batch size from the first run or write,
 * keep it in later runs, and all start anew at zero when a write changes it.
 */
export class WasmStates {
  readonly #plan: Plan
  readonly #memory: ProgramMemory
  #batch = 0

  constructor(plan: Plan, memory: ProgramMemory) {
    this.#plan = plan
    this.#memory = memory
  }

  /** Makes the states ready for a run of this batch size. */
  prepare(batch: number): void {
    if (!this.#plan.states.some((state) => isSignalState(this.#plan, state))) return
    if (this.#batch === 0) this.#resize(batch)
    if (this.#batch === batch) return
    throw otherBatch(this.#batch, batch)
  }

  /** At the end of a run every state takes its next value: signals by exchanging addresses where that is possible. */
  update(): void {
    const changing = this.#plan.states.filter((state) => state.next !== null && state.next !== state.value)
    const signals = changing.filter((state) => isSignalState(this.#plan, state))
    if (this.#canExchange(signals)) this.#exchange(signals)
    else this.#copySignals(signals)
    const vectors = changing.filter((state) => !isSignalState(this.#plan, state))
    const values = vectors.map((state) => this.#memory.vector(state.next!).slice())
    vectors.forEach((state, k) => {
      this.#memory.vector(state.value).set(values[k]!)
    })
  }

  /** A copy; before a batch size is known, one sample of zeros. */
  read(name: string): FloatArray {
    const state = stateOf(this.#plan, name)
    if (!isSignalState(this.#plan, state)) return this.#memory.vector(state.value).slice()
    const length = valueLength(this.#plan, state.value, Math.max(1, this.#batch))
    const copy = this.#plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
    if (this.#batch > 0) this.#memory.readSignal(state.value, copy, this.#batch)
    return copy
  }

  write(name: string, data: FloatArray): void {
    const state = stateOf(this.#plan, name)
    const batch = batchOfState(this.#plan, state, data)
    if (!isSignalState(this.#plan, state)) {
      this.#memory.vector(state.value).set(data)
      return
    }
    if (batch !== this.#batch) this.#resize(batch)
    this.#memory.writeSignal(state.value, data, batch)
  }

  #resize(batch: number): void {
    this.#memory.reserve(batch)
    this.#batch = batch
    for (const state of this.#plan.states) {
      if (isSignalState(this.#plan, state)) this.#memory.clearSignal(state.value)
    }
  }

  /**
   * Addresses may change hands if every next value has memory of its own, and none is an input or a state that stays.
   */
  #canExchange(states: readonly PlanState[]): boolean {
    const nexts = states.map((state) => this.#memory.signalBlock(state.next!, 1))
    const slots = new Set(nexts.map((next) => next.slot))
    const staying = this.#plan.states.filter((state) => isSignalState(this.#plan, state) && !states.includes(state))
    const fixed = [...this.#plan.inputs, ...staying].map(({ value }) => this.#memory.signalBlock(value, 1).slot)
    return (
      slots.size === states.length && nexts.every((next) => !next.isView) && fixed.every((slot) => !slots.has(slot))
    )
  }

  /**
   * The addresses that nobody needs any more go to the values whose addresses were taken, each to one of its size:
   * states of several shapes change independently.
   */
  #exchange(states: readonly PlanState[]): void {
    const old = states.map((state) => this.#memory.signalBlock(state.value, 1))
    const next = states.map((state) => this.#memory.signalBlock(state.next!, 1))
    const stateSlots = new Set(old.map((block) => block.slot))
    const taken = new Set(next.map((block) => block.slot))
    const free = old.filter((block) => !taken.has(block.slot))
    for (const block of next) {
      if (stateSlots.has(block.slot)) continue
      const [given] = free.splice(
        free.findIndex(({ bytes }) => bytes === block.bytes),
        1,
      )
      this.#memory.pointSlot(block.slot, given!.start)
    }
    old.forEach((block, k) => {
      this.#memory.pointSlot(block.slot, next[k]!.start)
    })
  }

  #copySignals(states: readonly PlanState[]): void {
    const lengths = states.map((state) => valueLength(this.#plan, state.value, this.#batch))
    const copies = states.map((state, k) => {
      const copy = this.#plan.dtype === 'float32' ? new Float32Array(lengths[k]!) : new Float64Array(lengths[k]!)
      this.#memory.readSignal(state.next!, copy, this.#batch)
      return copy
    })
    states.forEach((state, k) => {
      this.#memory.writeSignal(state.value, copies[k]!, this.#batch)
    })
  }
}
