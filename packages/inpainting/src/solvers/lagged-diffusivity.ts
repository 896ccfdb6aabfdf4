import { createStoppingTest } from '@numeural/core'
import { homogeneousOperator } from '../homogeneous-operator.js'
import { type ConjugateGradients, createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, type Evaluation, type Evaluator, normOf } from './evaluation.js'
import type { HistoryEntry, Solution, SolverRequest } from './solution.js'

/** How far the frozen equations are solved, and how far the solver steps towards their solutions. */
export interface LaggedDiffusivityOptions {
  /** Fraction to which conjugate gradients reduce the residual of every frozen equation. */
  readonly innerReduction: number
  /** Most iterations of conjugate gradients for one frozen equation and channel. */
  readonly maxInnerIterations: number
  /** θ in u ← u + θ(v − u), v the solution of the frozen equation; 0 < θ ≤ 1. */
  readonly relaxation: number
}

/**
 * Lagged diffusivity (Kačanov iteration): freezes D at the current image, solves the linear equation by conjugate gradients on the
 * unknown pixels, and repeats. Starts from the solution of homogeneous diffusion.
 */
export async function laggedDiffusivity(request: SolverRequest, options: LaggedDiffusivityOptions): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const solver = await createConjugateGradients(backend, problem, operator.gridSize)
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
  const { problem, signal, onEntry } = request
  const inner = { reduction: options.innerReduction, maxIterations: options.maxInnerIterations, signal }
  const u = problem.start.slice()
  const reference = normOf(await evaluator.evaluate(u))
  const history: HistoryEntry[] = []
  const stop = createStoppingTest(request.stopping)

  let innerIterations = 0
  if (reference > 0) {
    const linear = await evaluateHomogeneous(request, u)
    innerIterations = (await solver.solve(u, linear, inner)).iterations
  }
  const candidate = options.relaxation === 1 ? u : new Float64Array(u.length)
  for (;;) {
    signal?.throwIfAborted()
    const evaluation = await evaluator.evaluate(u)
    const residual = reference > 0 ? normOf(evaluation) / reference : 0
    const entry = { residual, innerIterations }
    history.push(entry)
    onEntry?.(entry)
    const stopped = stop(residual)
    if (stopped !== null) {
      const initial = history[0].residual
      return { u, iterations: history.length - 1, residual: { initial, final: residual }, stopped, history }
    }
    if (candidate !== u) candidate.set(u)
    innerIterations = (await solver.solve(candidate, evaluation, inner)).iterations
    if (candidate !== u) relax(u, candidate, options.relaxation)
  }
}

async function evaluateHomogeneous(request: SolverRequest, u: Float64Array): Promise<Evaluation> {
  const { stencil, gridSize } = request.operator
  const operator = homogeneousOperator(stencil, gridSize)
  const evaluator = await createEvaluation(request.backend, request.problem, operator)
  try {
    return await evaluator.evaluate(u)
  } finally {
    evaluator.dispose()
  }
}

function relax(u: Float64Array, candidate: Float64Array, theta: number): void {
  for (let index = 0; index < u.length; index++) u[index] += theta * (candidate[index] - u[index])
}
