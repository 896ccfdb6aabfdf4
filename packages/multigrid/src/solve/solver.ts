import {
  type Backend,
  createBackend,
  type Dtype,
  type PlanBuilder,
  type Program,
  requireBackend,
  type Signal,
  sizeOf,
} from '@numeural/core'
import { DivergenceError, ShapeError } from '@numeural/errors'
import { type CoarseMaker, coarseSolverOf } from '../coarse/coarse-choice.js'
import { gridProblemsOf } from '../coarsening/grid-problems.js'
import type { Cycle } from '../cycle/cycle.js'
import { levelOf, type Schedule, scheduleOf } from '../cycle/schedule.js'
import { traceCycle } from '../cycle/trace-cycle.js'
import { gridsOf } from '../grid/hierarchy.js'
import { transfersOf } from '../grid/transfer-choice.js'
import { checkProblem } from '../problem/check-problem.js'
import type { GridProblems } from '../problem/grid-problem.js'
import { PlanConstants } from '../problem/plan-constants.js'
import type { Problem } from '../problem/problem.js'
import { TracedProblem } from '../problem/traced-problem.js'
import { requireNumber, requireOption, requireWhole } from '../require.js'
import { smootherOf } from '../smoothers/choice.js'
import { traceUnetCycle } from '../unet/trace-unet-cycle.js'
import { CycleProgram, type StepTracer, type TracedStep, traceStep } from './cycle-program.js'
import type { SolveRequest, SolverOptions } from './options.js'
import type { SolveResult } from './result.js'

/** A residual this many times the first one is not going to fall again. */
const hopeless = 1e8

/** Cycles in a row without a gain of a thousandth that count as stagnation. */
const patience = 3

type Settings = Required<Omit<SolverOptions, 'backend' | 'levels' | 'transfer' | 'coarsening' | 'coarse'>>

/**
 * A multigrid solver for one problem, kept for many right-hand sides: grids, coarse operators and compiled cycles are made once.
 * See {@link createSolver}.
 */
export class Solver {
  readonly #backend: Backend
  readonly #ownsBackend: boolean
  readonly #problem: Problem
  readonly #problems: GridProblems
  readonly #coarse: CoarseMaker
  readonly #settings: Settings
  readonly #programs = new Map<string, Promise<CycleProgram>>()
  #evaluation: TracedStep | undefined
  readonly #constants = new WeakMap<PlanBuilder, PlanConstants>()

  private constructor(
    backend: Backend,
    ownsBackend: boolean,
    problem: Problem,
    problems: GridProblems,
    coarse: CoarseMaker,
    settings: Settings,
  ) {
    this.#backend = backend
    this.#ownsBackend = ownsBackend
    this.#problem = problem
    this.#problems = problems
    this.#coarse = coarse
    this.#settings = settings
  }

  static async create(problem: Problem, options: SolverOptions = {}): Promise<Solver> {
    checkProblem(problem)
    const settings = settle(problem, options)
    const { cycle, smoother } = settings
    const backend = options.backend ?? (await createBackend())
    requireBackend(backend)
    try {
      const { placement, shape, spacing } = problem
      const levels = isSchedule(cycle) ? 1 + Math.max(...cycle.map(levelOf)) : options.levels
      const size = { height: shape.height, width: shape.width }
      const grids = gridsOf({ placement, ...size, ...(spacing && { spacing }), ...(levels && { levels }) })
      scheduleOf(cycle, grids.length)
      const transfers = transfersOf(placement, options.transfer)
      const { coarsening = 'rediscretisation', coarse } = options
      const [problems, maker] = await inFloat64(backend, async (preparing) => {
        const all = await gridProblemsOf(preparing, problem, grids, transfers, coarsening)
        return [all, await coarseSolverOf(preparing, all, coarse, smootherOf(smoother, grids.length - 1))] as const
      })
      return new Solver(backend, options.backend === undefined, problem, problems, maker, settings)
    } catch (error) {
      if (options.backend === undefined) backend.dispose()
      throw error
    }
  }

  /**
   * Solves A(x) = b.
   *
   * @throws ShapeError `MULTIGRID_LENGTH`, ParameterError `MULTIGRID_OPTION`, DivergenceError `MULTIGRID_DIVERGED`; the reason of `signal` if it aborts
   */
  async solve(request: SolveRequest): Promise<SolveResult> {
    const started = performance.now()
    const { tolerance = 1e-8, maxCycles = 50, signal, onProgress } = request
    requireNumber('tolerance', tolerance, tolerance > 0 && tolerance < 1, 'a number between 0 and 1')
    requireWhole('maxCycles', maxCycles, 1, 1_000_000)
    const { b, start, batch } = this.#checked(request)
    const history = [await this.#evaluate(start, b, batch)]
    const stop = createStop(tolerance, maxCycles)
    let stopped = stop(history)
    let x: Float64Array | null = null
    for (let cycle = 0; stopped === null; cycle++) {
      signal?.throwIfAborted()
      // A full multigrid cycle gives a first approximation; V-cycles go on from there.
      const isFull = this.#settings.cycle === 'FMG' && cycle === 0
      const program = await this.#program(this.#settings.cycle === 'FMG' && !isFull ? 'V' : this.#settings.cycle)
      const isEntry = cycle === 0 || (this.#settings.cycle === 'FMG' && cycle === 1)
      if (isEntry) await program.write(x ?? start, b, batch)
      history.push(await program.run(batch))
      this.#refuseDivergence(history)
      onProgress?.({ cycle: cycle + 1, residual: history[history.length - 1] / history[0] })
      stopped = stop(history)
      if (isFull || stopped !== null) x = await program.read()
    }
    return this.#result(x ?? start, history, stopped, started)
  }

  /**
   * Writes one cycle into a plan of your own, where it can be differentiated: the next x as a signal. Constant signals that it reads become states of the
   * plan; `write` fills them once the plan is compiled, for a batch of so many samples.
   */
  trace(
    builder: PlanBuilder,
    x: Signal,
    b: Signal,
  ): { x: Signal; write(program: Program, batch: number): Promise<void> } {
    const constants = this.#constants.get(builder) ?? new PlanConstants(builder)
    this.#constants.set(builder, constants)
    const next = this.#traceCycle(new TracedProblem(builder, constants, this.#problems), this.#settings.cycle, x, b)
    return { x: next, write: (program, batch) => constants.write(program, batch) }
  }

  dispose(): void {
    for (const program of this.#programs.values())
      program.then(
        (each) => each.dispose(),
        () => undefined,
      )
    this.#programs.clear()
    if (this.#ownsBackend) this.#backend.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }

  /** ‖b − A(x)‖₂ of the start. */
  async #evaluate(x: Float64Array, b: Float64Array, batch: number): Promise<number> {
    this.#evaluation ??= traceStep(this.#problems, this.#settings.dtype, (_, start) => start)
    const program = await CycleProgram.compile(this.#backend, this.#evaluation)
    try {
      await program.write(x, b, batch)
      return await program.run(batch)
    } finally {
      program.dispose()
    }
  }

  #program(cycle: Settings['cycle']): Promise<CycleProgram> {
    const key = JSON.stringify(cycle)
    const known = this.#programs.get(key)
    if (known !== undefined) return known
    const step: StepTracer = (traced, x, b) => this.#traceCycle(traced, cycle, x, b)
    const program = CycleProgram.compile(this.#backend, traceStep(this.#problems, this.#settings.dtype, step))
    this.#programs.set(key, program)
    return program
  }

  #traceCycle(traced: TracedProblem, cycle: Settings['cycle'], x: Signal, b: Signal): Signal {
    const { preSmoothing, postSmoothing, smoother, scheme, form } = this.#settings
    const plan: Cycle = {
      schedule: scheduleOf(cycle, this.#problems.grids.length),
      sweeps: { pre: preSmoothing, post: postSmoothing },
      smoothers: this.#problems.grids.map((_, level) => smootherOf(smoother, level)),
      coarse: this.#coarse(traced.constants),
      scheme,
    }
    if (form === 'plain') return traceCycle(traced, plan, x, b)
    return traceUnetCycle(traced, plan, x, b, form === 'unet' ? 'fas' : 'paper')
  }

  #checked({ b, start }: SolveRequest): { b: Float64Array; start: Float64Array; batch: number } {
    const size = sizeOf(this.#problem.shape)
    const batch = b.length / size
    if (!Number.isInteger(batch) || batch < 1) throw wrongLength('b', b.length, `a positive multiple of ${size}`)
    if (start !== undefined && start.length !== b.length) throw wrongLength('start', start.length, `${b.length}, as b`)
    const [right, first] = [
      Float64Array.from(b),
      start === undefined ? new Float64Array(b.length) : Float64Array.from(start),
    ]
    for (const [name, values] of Object.entries({ b: right, start: first })) {
      const broken = values.find((value) => !Number.isFinite(value))
      if (broken !== undefined) requireOption(name, broken, false, 'finite numbers')
    }
    return { b: right, start: first, batch }
  }

  #refuseDivergence(history: readonly number[]): void {
    const last = history[history.length - 1]
    if (last <= hopeless * history[0]) return
    throw new DivergenceError(`The cycles diverge: the residual went from ${history[0]} to ${last}.`, {
      code: 'MULTIGRID_DIVERGED',
      given: history,
      allowed: 'residuals that fall',
      hint: 'Try more sweeps, damping, a smoother that suits the operator, or coarsening: galerkin.',
    })
  }

  #result(x: Float64Array, history: number[], stopped: SolveResult['stopped'], started: number): SolveResult {
    const [initial, final] = [history[0], history[history.length - 1]]
    const cycles = history.length - 1
    return {
      x,
      cycles,
      residual: { initial, final, relative: initial === 0 ? 0 : final / initial },
      history,
      factor: cycles === 0 ? Number.NaN : (final / initial) ** (1 / cycles),
      stopped,
      grids: this.#problems.grids.map(({ grid: { height, width } }) => ({ height, width })),
      backend: this.#backend.info.name,
      seconds: (performance.now() - started) / 1000,
    }
  }
}

/** Coarse fields, operators and inverses are made in float64, on a backend of their own where the solver's has float32 only. */
async function inFloat64<T>(backend: Backend, prepare: (backend: Backend) => Promise<T>): Promise<T> {
  if (!backend.info.name.startsWith('gpu')) return await prepare(backend)
  await using own = await createBackend('wasm', { threads: 1 })
  return await prepare(own)
}

function createStop(
  tolerance: number,
  maxCycles: number,
): (history: readonly number[]) => SolveResult['stopped'] | null {
  return (history) => {
    const last = history[history.length - 1]
    if (last <= tolerance * history[0]) return 'tolerance'
    const before = Math.min(...history.slice(0, -patience))
    if (history.length > patience && Math.min(...history.slice(-patience)) > 0.999 * before) return 'stagnation'
    return history.length > maxCycles ? 'limit' : null
  }
}

function settle(problem: Problem, options: SolverOptions): Settings {
  const {
    cycle = 'V',
    smoother = 'red-black',
    preSmoothing = 2,
    postSmoothing = 1,
    scheme = problem.linear && (options.form ?? 'plain') === 'plain' ? 'correction' : 'fas',
    form = 'plain',
    dtype = 'float64',
  } = options
  requireWhole('preSmoothing', preSmoothing, 0, 1000)
  requireWhole('postSmoothing', postSmoothing, 0, 1000)
  requireOption('preSmoothing and postSmoothing', 0, preSmoothing + postSmoothing > 0, 'at least one sweep')
  requireOption(
    'scheme',
    scheme,
    scheme === 'fas' || (scheme === 'correction' && problem.linear),
    'fas, or correction for linear problems',
  )
  requireOption('form', form, ['plain', 'unet', 'unet-paper'].includes(form), 'plain, unet or unet-paper')
  requireOption('scheme', scheme, scheme === 'fas' || form === 'plain', 'fas, for the form of a U-net')
  requireOption('dtype', dtype, (['float32', 'float64'] satisfies Dtype[]).includes(dtype), 'float32 or float64')
  return { cycle, smoother, preSmoothing, postSmoothing, scheme, form, dtype }
}

function isSchedule(cycle: Settings['cycle']): cycle is Schedule {
  return typeof cycle === 'object' && cycle !== null
}

function wrongLength(what: string, given: number, allowed: string): ShapeError {
  return new ShapeError(`Multigrid: ${what} holds ${given} values; allowed: ${allowed}.`, {
    code: 'MULTIGRID_LENGTH',
    given,
    allowed,
    hint: 'Unknowns are [batch, channels, height, width].',
  })
}
