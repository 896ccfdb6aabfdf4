import { type Backend, type FloatArray, type Program, reverse } from '@numeural/core'
import type { Objective } from './objective.js'

/** A batch of samples, gathered: views of arrays that the next batch of the same length overwrites. */
type Inputs = Readonly<Record<string, FloatArray>>

/** Where the samples of one input come from and are gathered. */
interface Gathered {
  readonly name: string
  readonly values: FloatArray
  readonly size: number
  readonly batch: FloatArray
}

/**
 * An objective on a backend. Everything that a step writes numbers into is made once: no step makes an array of
 * floating-point numbers, which a test counts.
 */
export class ObjectiveRun {
  readonly objective: Objective
  readonly #backend: Backend
  readonly #program: Program
  readonly #gathered: readonly Gathered[]
  /** Views of the gathered inputs by batch size: that of all batches, and of the last one. */
  readonly #views = new Map<number, Inputs>()
  readonly #parameters: FloatArray
  readonly #outputs: { readonly loss: Float64Array; readonly gradient: Float64Array }

  private constructor(backend: Backend, program: Program, objective: Objective, batch: number) {
    const { plan, inputs, count } = objective
    const numbers = (length: number): FloatArray =>
      plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
    this.objective = objective
    this.#backend = backend
    this.#program = program
    this.#gathered = Object.entries(inputs).map(([name, values]) => {
      const size = values.length / count
      return { name, values, size, batch: numbers(Math.min(batch, count) * size) }
    })
    this.#parameters = numbers(plan.parameterLength)
    this.#outputs = { loss: new Float64Array(1), gradient: new Float64Array(plan.parameterLength) }
  }

  /** Compiles the objective with its gradient, for steps of at most `batch` samples. */
  static async forSteps(backend: Backend, objective: Objective, batch: number): Promise<ObjectiveRun> {
    const program = await backend.compile(reverse(objective.plan, { loss: 'loss' }))
    return new ObjectiveRun(backend, program, objective, batch)
  }

  /** Compiles the objective without its gradient. */
  static async forLoss(backend: Backend, objective: Objective): Promise<ObjectiveRun> {
    return new ObjectiveRun(backend, await backend.compile(objective.plan), objective, 0)
  }

  /** Of the samples of the last {@link step}: the gradient of their sum, in the same array every time. */
  get gradient(): Float64Array {
    return this.#outputs.gradient
  }

  /** The summed loss of the chosen samples, with its gradient. */
  async step(chosen: Uint32Array, effective: Float64Array): Promise<number> {
    for (const { values, size, batch } of this.#gathered) {
      for (let i = 0; i < chosen.length; i++) {
        const from = chosen[i]! * size
        batch.set(values.subarray(from, from + size), i * size)
      }
    }
    return await this.#run(chosen.length, this.#inputsOf(chosen.length), effective, ['loss', 'gradient'])
  }

  /** The summed loss of all samples. */
  async total(effective: Float64Array): Promise<number> {
    return await this.#run(this.objective.count, this.objective.inputs, effective, ['loss'])
  }

  /**
   * The first block whose output is not finite on the samples of the last step (or on all) with the last parameters;
   * null if every block stays finite, undefined if the objective knows no blocks.
   */
  async firstNonFiniteBlock(batch?: number): Promise<number | null | undefined> {
    const plan = this.objective.blocks?.()
    if (plan === undefined) return undefined
    const inputs = batch === undefined ? this.objective.inputs : this.#inputsOf(batch)
    const read = Object.fromEntries(plan.inputs.map(({ name }) => [name, inputs[name]!]))
    const program = await this.#backend.compile(plan)
    try {
      const parameters = this.#parameters
      const sums = await program.run({ batch: batch ?? this.objective.count, inputs: read, parameters })
      const found = plan.outputs.findIndex(({ name }) => !Number.isFinite(sums[name]?.[0]))
      return found < 0 ? null : found
    } finally {
      program.dispose()
    }
  }

  dispose(): void {
    this.#program.dispose()
  }

  async #run(batch: number, inputs: Inputs, effective: Float64Array, outputs: readonly string[]): Promise<number> {
    // Rounded once to what the plan computes with.
    this.#parameters.set(effective)
    const { loss } = this.#outputs
    const into = outputs.length === 1 ? { loss } : this.#outputs
    await this.#program.run({ batch, inputs, parameters: this.#parameters, outputs, into })
    return loss[0]!
  }

  #inputsOf(batch: number): Inputs {
    const known = this.#views.get(batch)
    if (known !== undefined) return known
    const views = Object.fromEntries(
      this.#gathered.map((each) => [each.name, each.batch.subarray(0, batch * each.size)]),
    )
    this.#views.set(batch, views)
    return views
  }
}
