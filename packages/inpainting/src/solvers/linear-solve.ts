import { createIteration } from '@numeural/core'
import { type ConjugateGradients, createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, type Evaluator, normOf } from './evaluation.js'
import type { InpaintHistoryEntry, Solution, SolverRequest } from './solver.js'

/** The recursion's residual and the true one differ by rounding; aiming lower lets the true one pass the tolerance. */
const margin = 0.9

/**
 * Solves the equation of a linear operator by conjugate gradients, from the mean of the known pixels.
 * Iterations are those of conjugate gradients, channel after channel, and each has its entry in the history.
 * Stops by stagnation if the recursion has converged but the true residual has not reached the tolerance (rounding).
 */
export async function solveLinear(request: SolverRequest): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const solver = await createConjugateGradients(backend, problem, operator)
  try {
    return await solve(request, evaluator, solver)
  } finally {
    evaluator.dispose()
    solver.dispose()
  }
}

async function solve(request: SolverRequest, evaluator: Evaluator, solver: ConjugateGradients): Promise<Solution> {
  const { problem, stopping, signal } = request
  const u = problem.start.slice()
  const first = await evaluator.evaluate(u)
  const reference = normOf(first)
  const iteration = createIteration<InpaintHistoryEntry>(stopping, request.onEntry)
  iteration.enter({ residual: reference > 0 ? 1 : 0, innerIterations: 0 })
  if (reference === 0) return { u, ...iteration.result('tolerance') }
  // Every channel ends by its own residual: what the recursion says of all of them does not stop it.
  const { converged } = await solver.solve(u, first, {
    reduction: margin * stopping.tolerance,
    maxIterations: stopping.maxIterations,
    signal,
    onIteration: (norm) => iteration.enter({ residual: norm / reference, innerIterations: 1 }),
  })
  const final = normOf(await evaluator.evaluate(u)) / reference
  const stopped = final <= stopping.tolerance ? 'tolerance' : converged ? 'stagnation' : 'limit'
  return { u, ...iteration.result(stopped), residual: { initial: 1, final } }
}
