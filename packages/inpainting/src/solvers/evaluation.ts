import type { Backend } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import { evaluationPlan } from '../plans/evaluation-plan.js'
import { gaussianKernel } from '../plans/gaussian.js'
import { haarDetails, interiorCells } from '../plans/haar-details.js'
import type { InpaintingProblem } from '../problem.js'
import type { Stencil } from '../stencil.js'

/** The nonlinear equation at one image; the arrays are overwritten by the next evaluation. */
export interface Evaluation {
  /** a, b, c and a + c − 2δ of every cell. */
  readonly tensor: Float64Array
  /** (1 − c)∇ᵀ(D(u)∇u), all channels. */
  readonly residual: Float64Array
  /** Squared Euclidean norm of the residual in every channel. */
  readonly squared: Float64Array
}

/** The operator: which tensor, smoothed how, on which stencil. */
export interface Operator {
  /** See {@link tensorGraph}. */
  readonly tensor: Graph
  readonly stencil: Stencil
  /** Standard deviation of the Gaussian in pixels. */
  readonly sigma: number
  readonly gridSize: number
}

/** Evaluates the nonlinear equation of a problem on a backend. */
export interface Evaluator {
  /** @throws DivergenceError `INPAINTING_DIVERGED` if the residual is not finite */
  evaluate(u: Float64Array): Promise<Evaluation>
  dispose(): void
}

/** Compiles the evaluation of an operator for a problem. */
export async function createEvaluation(
  backend: Backend,
  problem: InpaintingProblem,
  operator: Operator,
): Promise<Evaluator> {
  const { width, height, channels } = problem
  const { tensor, stencil } = operator
  const smoothing = gaussianKernel(operator.sigma)
  const program = await backend.compile(
    evaluationPlan({ width, height, channels, tensor, stencil, smoothingLength: smoothing.length }),
  )
  await program.writeState('free', problem.free)
  await program.writeState('inside', interiorCells(width, height))
  const parameters = Float64Array.of(...smoothing, ...haarDetails(operator.gridSize))
  const size = width * height
  const into = {
    tensor: new Float64Array(4 * size),
    residual: new Float64Array(channels * size),
    squared: new Float64Array(channels),
  }
  return {
    async evaluate(u) {
      await program.run({ batch: 1, inputs: { u }, parameters, into })
      const squared = normOf(into)
      if (!Number.isFinite(squared)) {
        throw new DivergenceError(`The residual became ${squared}: the iteration has left the finite numbers`, {
          code: 'INPAINTING_DIVERGED',
          given: squared,
          allowed: 'finite numbers',
          hint: 'scale the image to [0, 255] and check the diffusivity',
        })
      }
      return into
    },
    dispose: () => program.dispose(),
  }
}

/** Euclidean norm of the residual over all channels. */
export function normOf(evaluation: Pick<Evaluation, 'squared'>): number {
  return Math.sqrt(evaluation.squared.reduce((sum, squared) => sum + squared, 0))
}
