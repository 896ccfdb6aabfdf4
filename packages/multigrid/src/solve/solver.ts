import {
  type Backend,
  createIteration,
  type PlanBuilder,
  PlanConstants,
  type Program,
  type Signal,
  type SignalShape,
} from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import type { CoarseMaker } from '../coarse/coarse-choice.js'
import type { Cycle } from '../cycle/cycle.js'
import { scheduleOf } from '../cycle/schedule.js'
import { traceCycle } from '../cycle/trace-cycle.js'
import type { GridProblems } from '../problem/grid-problem.js'
import { TracedProblem } from '../problem/traced-problem.js'
import { traceUnetCycle } from '../unet/trace-unet-cycle.js'
import { checkRequest } from './check-request.js'
import { CycleProgram, type StepTracer, type TracedStep, traceStep } from './cycle-program.js'
import type { SolveRequest } from './options.js'
import type { SolveResult } from './result.js'
import type { SolverSettings } from './settings.js'

/** A residual this many times the first one is not going to fall again. */
const hopeless = 1e8

/** Three cycles in a row without a gain of a thousandth count as stagnation. */
const stagnation = { steps: 3, factor: 0.999 }

/** What `createSolver` makes a solver of. */
interface SolverParts {
  readonly backend: Backend
  readonly ownsBackend: boolean
  readonly shape: SignalShape
  readonly problems: GridProblems
  readonly coarse: CoarseMaker
  readonly settings: SolverSettings
}

/**
 * A multigrid solver for one problem, kept for many right-hand sides:
 * grids, coarse operators and compiled cycles are made once.
 * Made by `createSolver`.
 */
export class Solver {
  readonly #parts: SolverParts
  readonly #programs = new Map<string, Promise<CycleProgram>>()
  #evaluation: TracedStep | undefined
  readonly #constants = new WeakMap<PlanBuilder, PlanConstants>()

  /** @internal */
  constructor(parts: SolverParts) {
    this.#parts = parts
  }

  /**
   * Solves A(x) = b.
   *
   * @throws ShapeError `MULTIGRID_LENGTH`, ParameterError `MULTIGRID_OPTION`, DivergenceError `MULTIGRID_DIVERGED`;
   *   the reason of `signal` if it aborts
   */
  async solve(request: SolveRequest): Promise<SolveResult> {
    const started = performance.now()
    const { settings, problems, shape, backend } = this.#parts
    const { b, start, batch, tolerance, maxIterations } = checkRequest(request, shape)
    const { signal, onProgress } = request
    const initial = await this.#evaluate(start, b, batch)
    const rule = { tolerance: tolerance * initial, maxIterations, stagnation }
    const relative = (residual: number): number => (initial === 0 ? 0 : residual / initial)
    const iteration = createIteration(rule, ({ residual }, progress) => {
      if (!(residual <= hopeless * initial)) throw diverged(initial, residual)
      onProgress?.({ ...progress, residual: relative(residual), tolerance })
    })
    let stopped = iteration.enter({ residual: initial })
    let x = start
    for (let cycle = 0; stopped === null; cycle++) {
      signal?.throwIfAborted()
      // A full multigrid cycle gives a first approximation; V-cycles go on from there.
      const isFull = settings.cycle === 'FMG' && cycle === 0
      const program = await this.#program(settings.cycle === 'FMG' && !isFull ? 'V' : settings.cycle)
      const isEntry = cycle === 0 || (settings.cycle === 'FMG' && cycle === 1)
      if (isEntry) await program.write(x, b, batch)
      stopped = iteration.enter({ residual: await program.run(batch) })
      if (isFull || stopped !== null) x = await program.read()
    }
    const result = iteration.result(stopped)
    const { iterations, residual } = result
    return {
      ...result,
      x,
      residual: { ...residual, relative: relative(residual.final) },
      factor: iterations === 0 ? Number.NaN : (residual.final / initial) ** (1 / iterations),
      grids: problems.grids.map(({ grid: { height, width } }) => ({ height, width })),
      backend: backend.info.name,
      seconds: (performance.now() - started) / 1000,
    }
  }

  /**
   * Writes one cycle into a plan of your own, where it can be differentiated: the next x as a signal.
   * Constant signals that it reads become states of the plan;
   * `write` fills them once the plan is compiled, for a batch of so many samples.
   */
  trace(
    builder: PlanBuilder,
    x: Signal,
    b: Signal,
  ): { x: Signal; write(program: Program, batch: number): Promise<void> } {
    const constants = this.#constants.get(builder) ?? new PlanConstants(builder)
    this.#constants.set(builder, constants)
    const next = this.#traceCycle(
      new TracedProblem(builder, constants, this.#parts.problems),
      this.#parts.settings.cycle,
      x,
      b,
    )
    return { x: next, write: (program, batch) => constants.write(program, batch) }
  }

  dispose(): void {
    for (const program of this.#programs.values())
      program.then(
        (each) => each.dispose(),
        () => undefined,
      )
    this.#programs.clear()
    if (this.#parts.ownsBackend) this.#parts.backend.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }

  /** ‖b − A(x)‖₂ of the start. */
  async #evaluate(x: Float64Array, b: Float64Array, batch: number): Promise<number> {
    this.#evaluation ??= traceStep(this.#parts.problems, this.#parts.settings.dtype, (_, start) => start)
    const program = await CycleProgram.compile(this.#parts.backend, this.#evaluation)
    try {
      await program.write(x, b, batch)
      return await program.run(batch)
    } finally {
      program.dispose()
    }
  }

  #program(cycle: SolverSettings['cycle']): Promise<CycleProgram> {
    const key = JSON.stringify(cycle)
    const known = this.#programs.get(key)
    if (known !== undefined) return known
    const step: StepTracer = (traced, x, b) => this.#traceCycle(traced, cycle, x, b)
    const program = CycleProgram.compile(
      this.#parts.backend,
      traceStep(this.#parts.problems, this.#parts.settings.dtype, step),
    )
    this.#programs.set(key, program)
    return program
  }

  #traceCycle(traced: TracedProblem, cycle: SolverSettings['cycle'], x: Signal, b: Signal): Signal {
    const { problems, coarse, settings } = this.#parts
    const { sweeps, smoothers, form, solvesSingleGrid } = settings
    const schedule = scheduleOf(cycle, problems.grids.length)
    const parts: Omit<Cycle, 'form'> = {
      schedule,
      sweeps,
      smoothers,
      coarse: coarse(traced.constants),
      solvesSingleGrid,
    }
    if (form === 'fas' || form === 'correction') return traceCycle(traced, { ...parts, form }, x, b)
    return traceUnetCycle(traced, { ...parts, form: 'fas' }, x, b, form === 'unet' ? 'fas' : 'paper')
  }
}

function diverged(first: number, last: number): DivergenceError {
  return new DivergenceError(`The cycles diverge: the residual went from ${first} to ${last}.`, {
    code: 'MULTIGRID_DIVERGED',
    given: { first, last },
    allowed: 'residuals that fall',
    hint: "Try more sweeps, damping, a smoother that suits the operator, or coarsening: 'galerkin'.",
  })
}
