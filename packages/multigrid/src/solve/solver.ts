import {
  type Backend,
  createIteration,
  type IterationResult,
  type PlanBuilder,
  PlanConstants,
  type Program,
  type Signal,
  type SignalShape,
} from '@numeural/core'
import type { AlgebraicLevel } from '../algebraic/algebraic-levels.js'
import { AlgebraicProgram } from '../algebraic/algebraic-program.js'
import type { CoarseMaker } from '../coarse/coarse-choice.js'
import { characterOf } from '../coarsening/stencil-character.js'
import type { Cycle } from '../cycle/cycle.js'
import { scheduleOf } from '../cycle/schedule.js'
import { traceCycle } from '../cycle/trace-cycle.js'
import { type GridProblems, sizesOf } from '../problem/grid-problem.js'
import type { Stencil } from '../problem/stencil.js'
import { TracedProblem } from '../problem/traced-problem.js'
import { traceUnetCycle } from '../unet/trace-unet-cycle.js'
import { checkRequest } from './check-request.js'
import { traceConjugateGradients } from './conjugate-gradient-step.js'
import { CycleProgram, type StepTracer, type TracedStep, traceStep } from './cycle-program.js'
import { describeSolver, type SolverDescription } from './description.js'
import { diverged, indefinite, noPlan } from './failures.js'
import type { SolveRequest } from './options.js'
import { isSlow, lastFactor, remarkOn } from './remark.js'
import type { SolveResult } from './result.js'
import type { SolverSettings } from './settings.js'

/** A residual this many times the first one is not going to fall again. */
const hopeless = 1e8

/**
 * Where rounding decides the curvature of a search direction, relative to the first residual. Above it an operator
 * that shows none is not positive definite.
 */
const brokenFloor = { float32: 1e-2, float64: 1e-6 }

/** The residuals of conjugate gradients may rise in between. */
const stagnationOfGradients = { steps: 25, factor: 0.999 }

/** Three cycles in a row without a gain of a thousandth count as stagnation. */
const stagnation = { steps: 3, factor: 0.999 }

/** What `createSolver` makes a solver of. */
interface SolverParts {
  readonly backend: Backend
  readonly ownsBackend: boolean
  readonly shape: SignalShape
  readonly problems: GridProblems
  /** On the coarsest grid; null for algebraic multigrid. */
  readonly coarse: CoarseMaker | null
  /** Of algebraic multigrid; null on grids. */
  readonly levels: readonly AlgebraicLevel[] | null
  readonly settings: SolverSettings
  /** The numbers of the operator on the finest grid; null where it has none. */
  readonly stencil: () => Promise<Stencil | null>
}

/**
 * A multigrid solver for one problem, kept for many right-hand sides:
 * grids, coarse operators and compiled cycles are made once.
 * Made by `createSolver`.
 */
export class Solver {
  readonly #parts: SolverParts
  readonly #programs = new Map<string, Promise<SolverProgram>>()
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
    const { settings, problems, levels, shape, backend } = this.#parts
    const { b, start, batch, tolerance, maxIterations } = checkRequest(request, shape)
    const { signal, onProgress } = request
    const initial = await this.#evaluate(start, b, batch)
    const rule = {
      tolerance: tolerance * initial,
      maxIterations,
      stagnation: settings.accelerate === 'cg' ? stagnationOfGradients : stagnation,
    }
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
      const residual = await program.run(batch)
      if (program.broken > 0 && !(residual <= brokenFloor[settings.dtype] * initial)) throw indefinite(residual)
      stopped = iteration.enter({ residual })
      if (isFull || stopped !== null) x = await program.read()
    }
    const result = iteration.result(stopped)
    const { iterations, residual } = result
    return {
      ...result,
      x,
      residual: { ...residual, relative: relative(residual.final) },
      factor: iterations === 0 ? Number.NaN : (residual.final / initial) ** (1 / iterations),
      grids: levels?.map(({ matrix }) => ({ height: 1, width: matrix.rows })) ?? sizesOf(problems),
      remark: await this.#remark(result, b),
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

  /** What the solver is made of, as fields and as a text. */
  describe(): SolverDescription {
    return describeSolver(this.#parts)
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

  async #remark({ history, residual }: IterationResult, b: Float64Array): Promise<string | null> {
    const factor = lastFactor(history, this.#parts.settings.dtype)
    // A start that solves the equation to rounding leaves nothing to gain.
    const size = Math.sqrt(b.reduce((sum, value) => sum + value * value, 0))
    if (!isSlow(factor) || residual.initial <= 1e-10 * size) return null
    const stencil = await this.#parts.stencil()
    return remarkOn(factor, stencil === null ? null : characterOf(stencil), this.#parts.settings)
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

  #program(cycle: SolverSettings['cycle']): Promise<SolverProgram> {
    const key = JSON.stringify(cycle)
    const known = this.#programs.get(key)
    if (known !== undefined) return known
    const program = this.#createProgram(cycle)
    this.#programs.set(key, program)
    return program
  }

  async #createProgram(cycle: SolverSettings['cycle']): Promise<SolverProgram> {
    const { backend, problems, settings, levels } = this.#parts
    if (levels !== null) {
      const visits = cycle === 'W' ? 2 : 1
      return new AlgebraicProgram(levels, { sweeps: settings.sweeps, visits }, settings.accelerate === 'cg')
    }
    const step: StepTracer = (traced, x, b) => this.#traceCycle(traced, cycle, x, b)
    const traceAll = settings.accelerate === 'cg' ? traceConjugateGradients : traceStep
    return await CycleProgram.compile(backend, traceAll(problems, settings.dtype, step))
  }

  #traceCycle(traced: TracedProblem, cycle: SolverSettings['cycle'], x: Signal, b: Signal): Signal {
    const { problems, coarse, settings } = this.#parts
    if (coarse === null) throw noPlan()
    const { sweeps, smoothers, form, solvesSingleGrid, accelerate } = settings
    const schedule = scheduleOf(cycle, problems.grids.length)
    const parts: Omit<Cycle, 'form'> = {
      schedule,
      sweeps,
      smoothers,
      coarse: coarse.make(traced.constants),
      solvesSingleGrid,
      isSymmetric: accelerate === 'cg',
    }
    if (form === 'fas' || form === 'correction') return traceCycle(traced, { ...parts, form }, x, b)
    return traceUnetCycle(traced, { ...parts, form: 'fas' }, x, b, form === 'unet' ? 'fas' : 'paper')
  }
}

/** A step of a solver that has been compiled, with its x and b. */
interface SolverProgram {
  write(x: ArrayLike<number>, b: ArrayLike<number>, batch: number): Promise<void>
  run(batch: number): Promise<number>
  readonly broken: number
  read(): Promise<Float64Array>
  dispose(): void
}
