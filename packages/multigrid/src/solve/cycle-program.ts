import {
  type Backend,
  type Dtype,
  type FloatArray,
  type Plan,
  PlanBuilder,
  PlanConstants,
  type Program,
  type Signal,
  type SignalShape,
  sizeOf,
} from '@numeural/core'
import type { GridProblems } from '../problem/grid-problem.js'
import { TracedProblem } from '../problem/traced-problem.js'

/** Traces one step x → x for A(x) = b. */
export type StepTracer = (traced: TracedProblem, x: Signal, b: Signal) => Signal

/** A step of a solver as a plan, and the constants that it reads. */
export interface TracedStep {
  readonly plan: Plan
  readonly constants: PlanConstants
  /** The states that it keeps from step to step besides x and b. */
  readonly kept: Readonly<Record<string, SignalShape>>
}

/** Traces a step with states x and b, and the squared norm of the residual after it. */
export function traceStep(problems: GridProblems, dtype: Dtype, step: StepTracer): TracedStep {
  const builder = new PlanBuilder(dtype)
  const { height, width } = problems.grids[0]!.grid
  const shape: SignalShape = { channels: problems.channels, height, width }
  const [x, b] = [builder.state('x', shape), builder.state('b', shape)]
  const constants = new PlanConstants(builder)
  const traced = new TracedProblem(builder, constants, problems)
  const next = step(traced, x, b)
  if (next !== x) builder.update(x, next)
  const residual = builder.map('b - a', { b, a: traced.system(0).operator(next) })
  builder.output('residual', builder.dot(residual, residual))
  return { plan: builder.finish(), constants, kept: {} }
}

/** A step of a solver as a program: x and b stay on the backend. */
export class CycleProgram {
  readonly #program: Program
  readonly #constants: PlanConstants
  readonly #dtype: Dtype
  readonly #kept: TracedStep['kept']
  readonly #into: { readonly residual: Float64Array; readonly broken?: Float64Array }

  private constructor(program: Program, { plan, constants, kept }: TracedStep) {
    this.#program = program
    this.#constants = constants
    this.#dtype = plan.dtype
    this.#kept = kept
    const residual = new Float64Array(1)
    const isGradient = program.plan.outputs.some(({ name }) => name === 'broken')
    this.#into = isGradient ? { residual, broken: new Float64Array(1) } : { residual }
  }

  /** A program of a step; of the same step again it shares the compiled code. */
  static async compile(backend: Backend, step: TracedStep): Promise<CycleProgram> {
    return new CycleProgram(await backend.compile(step.plan), step)
  }

  /** Sets x and b for a number of right-hand sides; what else a step keeps begins with zeros. */
  async write(x: ArrayLike<number>, b: ArrayLike<number>, batch: number): Promise<void> {
    await this.#program.writeState('x', this.#array(x))
    await this.#program.writeState('b', this.#array(b))
    for (const [name, shape] of Object.entries(this.#kept)) {
      await this.#program.writeState(name, this.#array(new Float64Array(batch * sizeOf(shape))))
    }
    await this.#constants.write(this.#program, batch)
  }

  /** One step; gives ‖b − A(x)‖₂ after it. */
  async run(batch: number): Promise<number> {
    await this.#program.run({ batch, into: this.#into })
    return Math.sqrt(this.#into.residual[0]!)
  }

  /** Right-hand sides of which the last step could make nothing. */
  get broken(): number {
    return this.#into.broken?.[0] ?? 0
  }

  async read(): Promise<Float64Array> {
    return Float64Array.from(await this.#program.readState('x'))
  }

  dispose(): void {
    this.#program.dispose()
  }

  #array(values: ArrayLike<number>): FloatArray {
    return this.#dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values)
  }
}
