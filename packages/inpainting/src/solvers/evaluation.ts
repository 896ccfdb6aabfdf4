import type { Backend } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import { evaluationPlan } from '../plans/evaluation-plan.js'
import type { InpaintOperator } from '../problem/operator.js'
import type { InpaintProblem } from '../problem/problem.js'

/** The nonlinear equation at one image; the arrays are overwritten by the next evaluation. */
export interface Evaluation {
  /** What the operator reads of the image; null if it is linear. */
  readonly coefficients: Float64Array | null
  /** −(1 − c)A(u)u, all channels. */
  readonly residual: Float64Array
  /** Squared Euclidean norm of the residual in every channel. */
  readonly squared: Float64Array
}

/** Evaluates the nonlinear equation of a problem on a backend. */
export interface Evaluator {
  /** @throws DivergenceError `INPAINT_DIVERGED` if the residual is not finite */
  evaluate(u: Float64Array): Promise<Evaluation>
  dispose(): void
}

/**
 * Compiles the evaluation of an operator for a problem.
 *
 * @param which coefficients: its `own`, or those of the linear equation to `start` from
 */
export async function createEvaluation(
  backend: Backend,
  problem: InpaintProblem,
  operator: InpaintOperator,
  which: 'own' | 'start' = 'own',
): Promise<Evaluator> {
  const { width, height, channels } = problem
  const { plan, constants } = evaluationPlan(operator, problem, which)
  const program = await backend.compile(plan)
  await program.writeState('free', problem.free)
  await constants.write(program, 1)
  const size = width * height
  const into = { residual: new Float64Array(channels * size), squared: new Float64Array(channels) }
  const coefficients = operator.coefficients ? new Float64Array(operator.coefficients.channels * size) : null
  const results = coefficients === null ? into : { ...into, coefficients }
  const evaluation: Evaluation = { ...into, coefficients }
  return {
    async evaluate(u) {
      await program.run({ batch: 1, inputs: { u }, into: results })
      const squared = normOf(into)
      if (!Number.isFinite(squared)) throw diverged(squared)
      return evaluation
    },
    dispose: () => program.dispose(),
  }
}

/** Euclidean norm of the residual over all channels. */
export function normOf(evaluation: Pick<Evaluation, 'squared'>): number {
  return Math.sqrt(evaluation.squared.reduce((sum, squared) => sum + squared, 0))
}

function diverged(residual: number): DivergenceError {
  return new DivergenceError(`The residual became ${residual}: the iteration has left the finite numbers.`, {
    code: 'INPAINT_DIVERGED',
    given: residual,
    allowed: 'finite numbers',
    hint: 'Scale the image to [0, 255] and check the operator.',
  })
}
