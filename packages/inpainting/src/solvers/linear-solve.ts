import { type ConjugateGradients, createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, type Evaluator, normOf } from './evaluation.js'
import type { HistoryEntry, Solution, SolverRequest } from './solution.js'

/** The recursion's residual and the true one differ by rounding; aiming lower lets the true one pass the tolerance. */
const margin = 0.9

/**
 * Solves a problem whose tensor does not depend on u by conjugate gradients, from the mean of the known pixels.
 * Iterations are those of conjugate gradients, channel after channel, and each has its entry in the history.
 * Stops by stagnation if the recursion has converged but the true residual has not reached the tolerance (rounding).
 */
export async function solveLinear(request: SolverRequest): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const solver = await createConjugateGradients(backend, problem, operator.gridSize)
  try {
    return await solve(request, evaluator, solver)
  } finally {
    evaluator.dispose()
    solver.dispose()
  }
}

async function solve(request: SolverRequest, evaluator: Evaluator, solver: ConjugateGradients): Promise<Solution> {
  const { problem, stopping, signal, onEntry } = request
  const u = problem.start.slice()
  const first = await evaluator.evaluate(u)
  const reference = normOf(first)
  const history: HistoryEntry[] = []
  const enter = (residual: number, innerIterations: number): void => {
    history.push({ residual, innerIterations })
    onEntry?.(history.at(-1)!)
  }
  if (reference === 0) {
    enter(0, 0)
    return { u, iterations: 0, residual: { initial: 0, final: 0 }, stopped: 'tolerance', history }
  }
  enter(1, 0)
  const { iterations, converged } = await solver.solve(u, first, {
    reduction: margin * stopping.tolerance,
    maxIterations: stopping.maxIterations,
    signal,
    onIteration: (norm) => enter(norm / reference, 1),
  })
  const final = normOf(await evaluator.evaluate(u)) / reference
  const stopped = final < stopping.tolerance ? 'tolerance' : converged ? 'stagnation' : 'limit'
  return { u, iterations, residual: { initial: 1, final }, stopped, history }
}
