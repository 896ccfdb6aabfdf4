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
} from '@numeural/core'
import type { GridProblems } from '../problem/grid-problem.js'
import { TracedProblem } from '../problem/traced-problem.js'

/** Traces one step x → x for A(x) = b. */
export type StepTracer = (traced: TracedProblem, x: Signal, b: Signal) => Signal

/** A step of a solver as a plan, and the constants that it reads. */
export interface TracedStep {
  readonly plan: Plan
  readonly constants: PlanConstants
}

/** Traces a step with states x and b, and the squared norm of the residual after it. */
export function traceStep(problems: GridProblems, dtype: Dtype, step: StepTracer): TracedStep {
  const builder = new PlanBuilder(dtype)
  const { height, width } = problems.grids[0].grid
  const shape: SignalShape = { channels: problems.channels, height, width }
  const [x, b] = [builder.state('x', shape), builder.state('b', shape)]
  const constants = new PlanConstants(builder)
  const traced = new TracedProblem(builder, constants, problems)
  const next = step(traced, x, b)
  if (next !== x) builder.update(x, next)
  const residual = builder.map('b - a', { b, a: traced.system(0).operator(next) })
  builder.output('residual', builder.dot(residual, residual))
  return { plan: builder.finish(), constants }
}

/** A step of a solver as a program: x and b stay on the backend. */
export class CycleProgram {
  readonly #program: Program
  readonly #constants: PlanConstants
  readonly #dtype: Dtype

  private constructor(program: Program, constants: PlanConstants, dtype: Dtype) {
    this.#program = program
    this.#constants = constants
    this.#dtype = dtype
  }

  /** A program of a step; of the same step again it shares the compiled code. */
  static async compile(backend: Backend, { plan, constants }: TracedStep): Promise<CycleProgram> {
    return new CycleProgram(await backend.compile(plan), constants, plan.dtype)
  }

  /** Sets x and b for a number of right-hand sides. */
  async write(x: ArrayLike<number>, b: ArrayLike<number>, batch: number): Promise<void> {
    await this.#program.writeState('x', this.#array(x))
    await this.#program.writeState('b', this.#array(b))
    await this.#constants.write(this.#program, batch)
  }

  /** One step; gives ‖b − A(x)‖₂ after it. */
  async run(batch: number): Promise<number> {
    const { residual } = await this.#program.run({ batch, outputs: ['residual'] })
    return Math.sqrt(residual[0])
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
