// A backend as somebody else would write it: on the public entries alone.
// It takes the plain meaning of most operations, has loops of its own for some, and tells how often each operation ran.
import { type Backend, type FloatArray, type Plan, type RunRequest, sizeOf, type ValueId } from '@numeural/plan'
import {
  createProgram,
  type Execution,
  HostStates,
  refuseDisposed,
  type Step,
  shapeOf,
  stepOf,
  valueLength,
} from '@numeural/plan/contract'

/** How often each operation ran. */
export type Counts = Map<string, number>

export async function createCountingBackend(counts: Counts): Promise<Backend> {
  let disposed = false
  const dispose = (): void => {
    disposed = true
  }
  return {
    info: {
      name: 'counting',
      executor: 'plain loops that are counted',
      threads: 1,
      reason: null,
      dtypes: ['float32', 'float64'],
      hardware: 'cpu',
      sums: 'float64',
      exact: true,
      keepsNaN: true,
    },
    async compile(plan) {
      if (disposed) refuseDisposed('backend')
      return createProgram(plan, new CountingExecution(plan, counts), { isDisposed: () => disposed })
    },
    dispose,
    async [Symbol.asyncDispose]() {
      dispose()
    },
  }
}

class CountingExecution implements Execution {
  readonly #plan: Plan
  readonly #counts: Counts
  readonly #steps: readonly { readonly op: string; readonly step: Step }[]
  readonly #states: HostStates<Float64Array>
  readonly #parameters: Float64Array
  #values: Float64Array[] = []
  #batch = 0

  constructor(plan: Plan, counts: Counts) {
    this.#plan = plan
    this.#counts = counts
    this.#steps = plan.operations.map((operation) => ({
      op: operation.op,
      step: operation.op === 'concatenate' ? concatenation(plan, operation) : stepOf(operation, plan),
    }))
    this.#states = new HostStates(plan, (length) => new Float64Array(length))
    this.#parameters = new Float64Array(plan.parameterLength)
  }

  prepare(batch: number): void {
    this.#states.prepare(batch)
    if (this.#batch === batch) return
    this.#values = this.#plan.values.map((_, value) => new Float64Array(valueLength(this.#plan, value, batch)))
    this.#batch = batch
  }

  takeParameters(parameters: FloatArray): void {
    this.#parameters.set(parameters)
  }

  compute({ batch, inputs = {} }: RunRequest): undefined {
    const run = { batch, inputs, values: this.#values, parameters: this.#parameters, states: this.#states.data }
    for (const { op, step } of this.#steps) {
      step(run)
      this.#counts.set(op, (this.#counts.get(op) ?? 0) + 1)
    }
  }

  copySignal(value: ValueId, target: FloatArray): void {
    target.set(this.#values[value]!)
  }

  numbersOf(value: ValueId): FloatArray {
    return this.#values[value]!
  }

  updateStates(): void {
    this.#states.update((value) => this.#values[value]!)
  }

  readState(name: string): FloatArray {
    return this.#states.read(name)
  }

  writeState(name: string, data: FloatArray): void {
    this.#states.write(name, data)
  }

  release(): void {
    this.#values = []
  }
}

/** Signals one behind the other along the channels, by loops of its own. */
function concatenation(plan: Plan, operation: Extract<Plan['operations'][number], { op: 'concatenate' }>): Step {
  const { xs, result } = operation
  const whole = sizeOf(shapeOf(plan, result))
  return ({ batch, values }) => {
    let start = 0
    for (const x of xs) {
      const size = sizeOf(shapeOf(plan, x))
      for (let n = 0; n < batch; n++) {
        for (let i = 0; i < size; i++) values[result]![n * whole + start + i] = values[x]![n * size + i]!
      }
      start += size
    }
  }
}
