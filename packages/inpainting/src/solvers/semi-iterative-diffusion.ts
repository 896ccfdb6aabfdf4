import type { Backend, Program } from '@numeural/core'
import { createStoppingTest } from '@numeural/core'
import { haarDetails } from '../plans/haar-details.js'
import { semiIterativePlan } from '../plans/semi-iterative-plan.js'
import type { InpaintingProblem } from '../problem.js'
import { stableStep } from '../stencil.js'
import { createEvaluation, type Evaluation, type Evaluator, normOf } from './evaluation.js'
import type { HistoryEntry, Solution, SolverRequest } from './solution.js'

/** Steps of one cycle: its diffusion time grows with the square. */
const cycleLength = 30

/**
 * Diffusion in time towards the steady state, by fast semi-iterative (FSI) cycles of 30 explicit steps at the stability bound,
 * the tensor frozen over each cycle. Starts from the mean of the known pixels. Iterations are cycles.
 */
export async function semiIterativeDiffusion(request: SolverRequest): Promise<Solution> {
  const { backend, problem, operator } = request
  const evaluator = await createEvaluation(backend, problem, operator)
  const program = await compileCycle(backend, problem)
  try {
    return await iterate(request, evaluator, program)
  } finally {
    evaluator.dispose()
    program.dispose()
  }
}

async function compileCycle(backend: Backend, problem: InpaintingProblem): Promise<Program> {
  const program = await backend.compile(semiIterativePlan(problem.width, problem.height))
  await program.writeState('free', problem.free)
  return program
}

async function iterate(request: SolverRequest, evaluator: Evaluator, program: Program): Promise<Solution> {
  const { problem, signal, onEntry } = request
  const u = problem.start.slice()
  const history: HistoryEntry[] = []
  const stop = createStoppingTest(request.stopping)
  let reference: number | undefined
  let innerIterations = 0
  for (;;) {
    const evaluation = await evaluator.evaluate(u)
    reference ??= normOf(evaluation)
    const residual = reference > 0 ? normOf(evaluation) / reference : 0
    const entry = { residual, innerIterations }
    history.push(entry)
    onEntry?.(entry)
    const stopped = stop(residual)
    if (stopped !== null) {
      const initial = history[0].residual
      return { u, iterations: history.length - 1, residual: { initial, final: residual }, stopped, history }
    }
    innerIterations = await runCycle(request, program, evaluation, u)
    signal?.throwIfAborted()
  }
}

async function runCycle(
  request: SolverRequest,
  program: Program,
  evaluation: Evaluation,
  u: Float64Array,
): Promise<number> {
  const { problem, operator, signal } = request
  const size = problem.width * problem.height
  const tau = stableStep(operator.stencil, operator.gridSize)
  const parameters = Float64Array.of(...haarDetails(operator.gridSize), tau, 0)
  await program.writeState('tensor', evaluation.tensor)
  for (let channel = 0; channel < problem.channels; channel++) {
    const values = u.subarray(channel * size, (channel + 1) * size)
    await program.writeState('u', values)
    await program.writeState('previous', values)
    for (let step = 0; step < cycleLength; step++) {
      signal?.throwIfAborted()
      parameters[13] = (4 * step + 2) / (2 * step + 3)
      await program.run({ batch: 1, parameters })
    }
    values.set(await program.readState('u'))
  }
  return problem.channels * cycleLength
}
