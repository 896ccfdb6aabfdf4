import {
  type Backend,
  createIteration,
  firstBeyond,
  type GrowthLimits,
  growthLimits,
  type Program,
} from '@numeural/core'
import { DivergenceError, requireKnown, requireWhole } from '@numeural/errors'
import { evaluate } from '@numeural/formula'
import { analyseScheme, fsi } from '@numeural/schemes'
import { semiIterativePlan } from '../plans/semi-iterative-plan.js'
import type { InpaintOperator } from '../problem/operator.js'
import type { InpaintProblem } from '../problem/problem.js'
import { createEvaluation, type Evaluation, type Evaluator, normOf } from './evaluation.js'
import type { InpaintSolver, Solution, SolverRequest } from './solver.js'

/** Options of {@link diffusion}. */
export interface DiffusionOptions {
  /** Steps of a cycle, whose diffusion time grows with the square. Default 30. */
  readonly length?: number
}

const usualLength = 30

/**
 * Diffusion in time towards the steady state,
 * by fast semi-iterative (FSI) cycles of explicit steps at the stability bound,
 * the operator's coefficients fixed over each cycle. Starts from the mean of the known pixels. Iterations are cycles.
 *
 * @throws ParameterError `INPAINT_OPTION`
 *
 * Source: Hafner, Ochs, Weickert, Reißel, Grewenig 2016.
 */
export function diffusion(options: DiffusionOptions = {}): InpaintSolver {
  const by = { owner: 'diffusion', code: 'INPAINT_OPTION' }
  requireKnown(by, options, { length: true } satisfies Record<keyof DiffusionOptions, true>)
  const { length = usualLength } = options
  requireWhole({ ...by, option: 'length' }, length, { most: 1000 })
  return {
    name: 'diffusion',
    description: 'evolution in time by fast semi-iterative cycles',
    // The usual length goes without saying.
    parameters: (): Readonly<Record<string, number>> => (length === usualLength ? {} : { length }),
    maxIterations: () => 1000,
    solve: (request) => semiIterativeDiffusion(request, weightsOf(length)),
  }
}

/** α_l of the steps of a cycle. */
function weightsOf(length: number): number[] {
  const { alpha } = analyseScheme(fsi).defaults
  return Array.from({ length }, (_, l) => evaluate(alpha!, { l, L: length })[0] as number)
}

async function semiIterativeDiffusion(request: SolverRequest, weights: readonly number[]): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const program = await compileStep(backend, problem, operator)
  try {
    return await iterate(request, weights, evaluator, program)
  } finally {
    evaluator.dispose()
    program.dispose()
  }
}

async function compileStep(backend: Backend, problem: InpaintProblem, operator: InpaintOperator): Promise<Program> {
  const { plan, constants } = semiIterativePlan(operator, problem)
  const program = await backend.compile(plan)
  await program.writeState('free', problem.free)
  await constants.write(program, 1)
  return program
}

async function iterate(
  request: SolverRequest,
  weights: readonly number[],
  evaluator: Evaluator,
  program: Program,
): Promise<Solution> {
  const { problem, signal } = request
  const u = problem.start.slice()
  const limits = growthLimits(u)
  const iteration = createIteration(request.stopping, request.onEntry)
  let reference: number | undefined
  let innerIterations = 0
  for (;;) {
    const evaluation = await evaluator.evaluate(u)
    reference ??= normOf(evaluation)
    const residual = reference > 0 ? normOf(evaluation) / reference : 0
    const stopped = iteration.enter({ residual, innerIterations })
    if (stopped !== null) return { u, ...iteration.result(stopped) }
    innerIterations = await runCycle(request, weights, program, evaluation, u)
    refuseDivergence(u, limits)
    signal?.throwIfAborted()
  }
}

function refuseDivergence(u: Float64Array, limits: GrowthLimits): void {
  const broken = firstBeyond(u, limits)
  if (broken < 0) return
  throw new DivergenceError(`The diffusion diverged: value ${broken} is ${u[broken]}.`, {
    code: 'INPAINT_DIVERGED',
    given: u[broken],
    allowed: 'values within 1000 times the range of the known pixels',
    hint: "Check the operator's stableStep, or take the solver cg.",
  })
}

async function runCycle(
  { problem, operator, signal }: SolverRequest,
  weights: readonly number[],
  program: Program,
  { coefficients }: Evaluation,
  u: Float64Array,
): Promise<number> {
  const size = problem.width * problem.height
  const parameters = Float64Array.of(operator.stableStep, 0)
  if (coefficients !== null) await program.writeState('coefficients', coefficients)
  for (let channel = 0; channel < problem.channels; channel++) {
    const values = u.subarray(channel * size, (channel + 1) * size)
    await program.writeState('u', values)
    await program.writeState('previous', values)
    for (const weight of weights) {
      signal?.throwIfAborted()
      parameters[1] = weight
      await program.run({ batch: 1, parameters })
    }
    values.set(await program.readState('u'))
  }
  return problem.channels * weights.length
}
