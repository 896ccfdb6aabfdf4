import { createIteration } from '@numeural/core'
import { type ConjugateGradients, createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, type Evaluation, type Evaluator, normOf } from './evaluation.js'
import type { Solution, SolverRequest } from './solver.js'

/** How far the linear equations are solved, and how far the solver steps towards their solutions. */
export interface LaggedDiffusivityOptions {
  /** Fraction to which conjugate gradients reduce the residual of every linear equation. */
  readonly innerReduction: number
  /** Most iterations of conjugate gradients for one linear equation and channel. */
  readonly maxInnerIterations: number
  /** θ in u ← u + θ(v − u), v the solution of the linear equation; 0 < θ ≤ 1. */
  readonly relaxation: number
}

/**
 * Lagged diffusivity (Kačanov iteration): fixes the operator's coefficients at the current image,
 * solves the linear equation by conjugate gradients on the unknown pixels, and repeats.
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
  const candidate = options.relaxation === 1 ? u : new Float64Array(u.length)
  for (;;) {
    signal?.throwIfAborted()
    const evaluation = await evaluator.evaluate(u)
    const residual = reference > 0 ? normOf(evaluation) / reference : 0
    const stopped = iteration.enter({ residual, innerIterations })
    if (stopped !== null) return { u, ...iteration.result(stopped) }
    if (candidate !== u) candidate.set(u)
    innerIterations = (await solver.solve(candidate, evaluation, inner)).iterations
    if (candidate !== u) relax(u, candidate, options.relaxation)
  }
}

async function evaluateStart({ backend, problem, operator }: SolverRequest, u: Float64Array): Promise<Evaluation> {
  const evaluator = await createEvaluation(backend, problem, operator, 'start')
  try {
    return await evaluator.evaluate(u)
  } finally {
    evaluator.dispose()
  }
}

function relax(u: Float64Array, candidate: Float64Array, theta: number): void {
  for (let index = 0; index < u.length; index++) u[index]! += theta * (candidate[index]! - u[index]!)
}
