import { createIteration } from '@numeural/core'
import { type Anderson, createAnderson } from './anderson.js'
import { type ConjugateGradients, createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, type Evaluation, type Evaluator, normOf } from './evaluation.js'
import type { Solution, SolverRequest } from './solver.js'
import { createStepControl, type StepControl } from './step-control.js'

/** How far the linear equations are solved, and how far the solver steps towards their solutions. */
export interface LaggedDiffusivityOptions {
  /** Fraction to which conjugate gradients reduce the residual of every linear equation. */
  readonly innerReduction: number
  /** Most iterations of conjugate gradients for one linear equation and channel. */
  readonly maxInnerIterations: number
  /** θ in u ← u + θ(v − u), v the solution of the linear equation; 0 < θ ≤ 1. */
  readonly relaxation: number
  /** Differences of iterates that Anderson acceleration combines; 0: none. */
  readonly acceleration: number
}

/**
 * Lagged diffusivity (Kačanov iteration): fixes the operator's coefficients at the current image,
 * solves the linear equation by conjugate gradients on the unknown pixels, and repeats.
 * Anderson acceleration combines the last iterates; an extrapolated image whose residual is too large is replaced by
 * the plain step, and where neither gains, plain steps take over for a while (see `createStepControl`).
 * Starts from the solution of the linear equation that the operator names for that.
 */
export async function laggedDiffusivity(request: SolverRequest, options: LaggedDiffusivityOptions): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const solver = await createConjugateGradients(backend, problem, operator)
  try {
    return await iterate(request, options, evaluator, solver)
  } finally {
    evaluator.dispose()
    solver.dispose()
  }
}

async function iterate(
  request: SolverRequest,
  options: LaggedDiffusivityOptions,
  evaluator: Evaluator,
  solver: ConjugateGradients,
): Promise<Solution> {
  const { problem, signal } = request
  const inner = { reduction: options.innerReduction, maxIterations: options.maxInnerIterations, signal }
  const u = problem.start.slice()
  const reference = normOf(await evaluator.evaluate(u))
  const iteration = createIteration(request.stopping, request.onEntry)

  let innerIterations = 0
  if (reference > 0) innerIterations = (await solver.solve(u, await evaluateStart(request, u), inner)).iterations
  const { acceleration: depth, relaxation } = options
  const candidate = relaxation === 1 && depth === 0 ? u : new Float64Array(u.length)
  const anderson = depth > 0 ? createAnderson(u.length, depth) : null
  const control = createStepControl()
  const counts = { accepted: 0, rejected: 0 }
  let extrapolated = false
  for (;;) {
    signal?.throwIfAborted()
    let evaluation = await evaluator.evaluate(u)
    let residual = reference > 0 ? normOf(evaluation) / reference : 0
    if (extrapolated && anderson !== null) {
      const kept = control.keeps(residual)
      counts[kept ? 'accepted' : 'rejected']++
      if (!kept) {
        u.set(anderson.plain)
        evaluation = await evaluator.evaluate(u)
        residual = normOf(evaluation) / reference
      }
    }
    const stopped = iteration.enter({ residual, innerIterations })
    if (stopped !== null) {
      const acceleration = { depth, ...counts, restarts: control.stretches }
      return { u, ...iteration.result(stopped), ...(depth > 0 && { acceleration }) }
    }
    if (candidate !== u) candidate.set(u)
    innerIterations = (await solver.solve(candidate, evaluation, inner)).iterations
    if (candidate !== u && relaxation !== 1) move(candidate, u, 1 - relaxation)
    extrapolated = anderson !== null && advance(u, candidate, anderson, control, residual)
    if (anderson === null && candidate !== u) u.set(candidate)
  }
}

/** Writes the next iterate into `u`, given the plain step from it; says whether it goes beyond that. */
function advance(
  u: Float64Array,
  candidate: Float64Array,
  anderson: Anderson,
  control: StepControl,
  residual: number,
): boolean {
  anderson.enter(u, candidate)
  const step = control.next(residual, anderson.cosine)
  if (step === 'extrapolate') return anderson.extrapolate(u)
  anderson.restart()
  move(u, candidate, step)
  return step > 1
}

async function evaluateStart({ backend, problem, operator }: SolverRequest, u: Float64Array): Promise<Evaluation> {
  const evaluator = await createEvaluation(backend, problem, operator, 'start')
  try {
    return await evaluator.evaluate(u)
  } finally {
    evaluator.dispose()
  }
}

/** u ← u + length (v − u) */
function move(u: Float64Array, v: Float64Array, length: number): void {
  for (let index = 0; index < u.length; index++) u[index]! += length * (v[index]! - u[index]!)
}
