import type { PlanBuilder, Program, Signal, SignalShape, Vector } from '@numeural/plan'

/** Names of the states start with this, so that they do not meet others of the plan. */
const prefix = 'constant:'

interface Constant {
  readonly kind: 'signal' | 'vector'
  readonly data: () => ArrayLike<number>
}

/**
 * Constant signals and vectors of a plan: masks, kernels, matrices.
 * They are states that nothing updates, written once when the plan is compiled. What is never asked for is not there.
 */
export class PlanConstants {
  readonly #builder: PlanBuilder
  readonly #signals = new Map<string, Signal>()
  readonly #vectors = new Map<string, Vector>()
  readonly #constants = new Map<string, Constant>()

  constructor(builder: PlanBuilder) {
    this.#builder = builder
  }

  /** A signal that is the same in every sample; the same name gives the same signal. */
  signal(name: string, shape: SignalShape, data: () => ArrayLike<number>): Signal {
    const known = this.#signals.get(name)
    if (known !== undefined) return known
    const signal = this.#builder.state(prefix + name, shape)
    this.#signals.set(name, signal)
    this.#constants.set(name, { kind: 'signal', data })
    return signal
  }

  /** A vector; the same name gives the same vector. */
  vector(name: string, length: number, data: () => ArrayLike<number>): Vector {
    const known = this.#vectors.get(name)
    if (known !== undefined) return known
    const vector = this.#builder.stateVector(prefix + name, length)
    this.#vectors.set(name, vector)
    this.#constants.set(name, { kind: 'vector', data })
    return vector
  }

  /** Writes all of them into a program of the plan; the batch size is that of its other states. */
  async write(program: Program, batch: number): Promise<void> {
    const single = program.plan.dtype === 'float32'
    for (const [name, { kind, data }] of this.#constants) {
      const values = data()
      const length = kind === 'signal' ? batch * values.length : values.length
      const array = single && kind === 'signal' ? new Float32Array(length) : new Float64Array(length)
      for (let start = 0; start < length; start += values.length) array.set(values, start)
      await program.writeState(prefix + name, array)
    }
  }
}
