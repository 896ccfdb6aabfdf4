import { ParameterError } from '@numeural/errors'
import { type FloatArray, type Plan, type PlanState, sizeOf } from '@numeural/plan'
import { expectFloatArray, expectLength, otherBatch, valueLength } from '@numeural/plan/contract'
import type { ProgramMemory } from './memory/program-memory.js'

/**
 * The states of a program in its memory. Signals get their batch size from the first run or write, keep it in later runs,
 * and all start anew at zero when a write changes it.
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
    if (!this.#plan.states.some((state) => this.#isSignal(state))) return
    if (this.#batch === 0) this.#resize(batch)
    if (this.#batch === batch) return
    throw otherBatch(this.#batch, batch)
  }

  /** At the end of a run every state takes its next value: signals by exchanging addresses where that is possible. */
  update(): void {
    const changing = this.#plan.states.filter((state) => state.next !== null && state.next !== state.value)
    const signals = changing.filter((state) => this.#isSignal(state))
    if (this.#canExchange(signals)) this.#exchange(signals)
    else this.#copySignals(signals)
    const vectors = changing.filter((state) => !this.#isSignal(state))
    const values = vectors.map((state) => this.#memory.vector(state.next!).slice())
    vectors.forEach((state, k) => {
      this.#memory.vector(state.value).set(values[k]!)
    })
  }

  /** A copy; before a batch size is known, one sample of zeros. */
  read(name: string): FloatArray {
    const state = this.#find(name)
    if (!this.#isSignal(state)) return this.#memory.vector(state.value).slice()
    const length = valueLength(this.#plan, state.value, Math.max(1, this.#batch))
    const copy = this.#plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
    if (this.#batch > 0) this.#memory.readSignal(state.value, copy, this.#batch)
    return copy
  }

  write(name: string, data: FloatArray): void {
    const state = this.#find(name)
    expectFloatArray(`data for the state '${name}'`, data)
    const type = this.#plan.values[state.value]!
    if (type.kind !== 'signal') {
      expectLength('STATE_LENGTH', `data for the state '${name}'`, data.length, valueLength(this.#plan, state.value, 1))
      this.#memory.vector(state.value).set(data)
      return
    }
    const batch = data.length / sizeOf(type.shape)
    const whole = Number.isInteger(batch) && batch >= 1
    if (!whole) expectLength('STATE_LENGTH', `data for the state '${name}'`, data.length, sizeOf(type.shape))
    if (batch !== this.#batch) this.#resize(batch)
    this.#memory.writeSignal(state.value, data, batch)
  }

  #resize(batch: number): void {
    this.#memory.reserve(batch)
    this.#batch = batch
    for (const state of this.#plan.states) {
      if (this.#isSignal(state)) this.#memory.clearSignal(state.value)
    }
  }

  /** Addresses may change hands if every next value has memory of its own, and none is an input or a state that stays. */
  #canExchange(states: readonly PlanState[]): boolean {
    const nexts = states.map((state) => this.#memory.signalBlock(state.next!, 1))
    const slots = new Set(nexts.map((next) => next.slot))
    const staying = this.#plan.states.filter((state) => this.#isSignal(state) && !states.includes(state))
    const fixed = [...this.#plan.inputs, ...staying].map(({ value }) => this.#memory.signalBlock(value, 1).slot)
    return (
      slots.size === states.length && nexts.every((next) => !next.isView) && fixed.every((slot) => !slots.has(slot))
    )
  }

  /** The addresses that nobody needs any more go to the values whose addresses were taken. */
  #exchange(states: readonly PlanState[]): void {
    const old = states.map((state) => this.#memory.signalBlock(state.value, 1))
    const next = states.map((state) => this.#memory.signalBlock(state.next!, 1))
    const stateSlots = new Set(old.map((block) => block.slot))
    const taken = new Set(next.map((block) => block.slot))
    const free = old.filter((block) => !taken.has(block.slot)).map((block) => block.start)
    for (const block of next) {
      if (!stateSlots.has(block.slot)) this.#memory.pointSlot(block.slot, free.pop()!)
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

  #isSignal(state: PlanState): boolean {
    return this.#plan.values[state.value]!.kind === 'signal'
  }

  #find(name: string): PlanState {
    const state = this.#plan.states.find((candidate) => candidate.name === name)
    if (state !== undefined) return state
    const known = this.#plan.states.map((candidate) => candidate.name)
    throw new ParameterError(`The plan has no state '${name}'; it has ${known.join(', ') || 'none'}.`, {
      code: 'STATE_UNKNOWN',
      given: name,
      allowed: known,
      hint: "Check the state's name",
    })
  }
}
