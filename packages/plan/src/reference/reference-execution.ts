import type { Plan } from '../builder/plan.js'
import type { RunRequest } from '../contract/backend.js'
import type { Execution } from '../contract/execution.js'
import { HostStates } from '../contract/host-states.js'
import { requireRoom, valueLength } from '../contract/run-request.js'
import type { Step } from '../operations/definition.js'
import { stepOf } from '../operations/operations.js'
import type { FloatArray } from '../values/shape.js'
import type { ValueId } from '../values/value.js'

/** A plan on the reference backend: one Float64Array for every value, kept until the batch size changes. */
export class ReferenceExecution implements Execution {
  readonly #plan: Plan
  readonly #steps: readonly Step[]
  readonly #states: HostStates<Float64Array>
  readonly #parameters: Float64Array
  #values: Float64Array[] = []
  #batch = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.#steps = plan.operations.map((operation) => stepOf(operation, plan))
    this.#states = new HostStates(plan, (length) => new Float64Array(length))
    this.#parameters = new Float64Array(plan.parameterLength)
  }

  prepare(batch: number): void {
    if (this.#batch !== batch) requireRoom(this.#plan, batch, Float64Array.BYTES_PER_ELEMENT)
    this.#states.prepare(batch)
    if (this.#batch === batch) return
    this.#values = this.#plan.values.map((_, value) => new Float64Array(valueLength(this.#plan, value, batch)))
    this.#batch = batch
  }

  takeParameters(parameters: FloatArray): void {
    this.#parameters.set(parameters)
  }

  compute({ batch, inputs = {} }: RunRequest): undefined {
    const run = { batch, values: this.#values, inputs, parameters: this.#parameters, states: this.#states.data }
    for (const step of this.#steps) step(run)
  }

  copySignal(value: ValueId, target: FloatArray): void {
    target.set(this.numbersOf(value))
  }

  numbersOf(value: ValueId): Float64Array {
    return this.#values[value]!
  }

  updateStates(): void {
    this.#states.update((value) => this.numbersOf(value))
  }

  readState(name: string): FloatArray {
    return this.#states.read(name)
  }

  writeState(name: string, data: FloatArray): void {
    this.#states.write(name, data)
  }

  release(): void {
    this.#values = []
    this.#states.data.clear()
  }
}
