import type { Backend } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import { conjugateGradientPlan } from '../plans/conjugate-gradient-plan.js'
import type { InpaintOperator } from '../problem/operator.js'
import type { InpaintProblem } from '../problem/problem.js'
import type { Evaluation } from './evaluation.js'

/** When the linear solver ends, and who listens. */
interface ConjugateGradientOptions {
  /** Ends when the norm of every channel's residual is below this fraction of its start. */
  readonly reduction: number
  /** For every channel. */
  readonly maxIterations: number
  readonly signal?: AbortSignal | undefined
  /** Called after every iteration with the norm of the residual over all channels. */
  readonly onIteration?: (norm: number) => void
}

/** What the linear solver did. */
interface ConjugateGradientResult {
  /** Iterations of all channels together. */
  readonly iterations: number
  /** Whether every channel reached the reduction. */
  readonly converged: boolean
}

/** Conjugate gradients on the unknown pixels with fixed coefficients. */
export interface ConjugateGradients {
  /**
   * Improves `u` in place, starting from it, with the coefficients and the residual of this evaluation.
   *
   * @throws DivergenceError `CONJUGATE_GRADIENTS_BREAKDOWN` if the operator is not positive definite on
   *   the search directions
   */
  solve(u: Float64Array, evaluation: Evaluation, options: ConjugateGradientOptions): Promise<ConjugateGradientResult>
  dispose(): void
}

/** Compiles conjugate gradients for a problem. Channels share the coefficients and are solved one after the other. */
export async function createConjugateGradients(
  backend: Backend,
  problem: InpaintProblem,
  operator: InpaintOperator,
): Promise<ConjugateGradients> {
  const { width, height, channels, free } = problem
  const size = width * height
  const { plan, constants } = conjugateGradientPlan(operator, problem)
  const program = await backend.compile(plan)
  await program.writeState('free', free)
  await constants.write(program, 1)
  const into = { rr: new Float64Array(1), pq: new Float64Array(1) }
  const request = { batch: 1, into }

  return {
    async solve(u, evaluation, options) {
      const norms = evaluation.squared.slice()
      let total = 0
      let converged = true
      if (evaluation.coefficients !== null) await program.writeState('coefficients', evaluation.coefficients)
      for (let channel = 0; channel < channels; channel++) {
        const target = norms[channel]! * options.reduction ** 2
        if (norms[channel] === 0) continue
        const x = u.subarray(channel * size, (channel + 1) * size)
        const residual = evaluation.residual.subarray(channel * size, (channel + 1) * size)
        await program.writeState('x', x)
        await program.writeState('r', residual)
        await program.writeState('p', residual)
        await program.writeState('rr', norms.slice(channel, channel + 1))
        for (let count = 0; norms[channel]! > target && count < options.maxIterations; count++) {
          options.signal?.throwIfAborted()
          await program.run(request)
          const { rr, pq } = { rr: into.rr[0]!, pq: into.pq[0]! }
          if (!(pq > 0) || !Number.isFinite(rr)) throw breakdown(pq, rr)
          norms[channel] = rr
          total++
          options.onIteration?.(Math.sqrt(norms.reduce((sum, squared) => sum + squared, 0)))
        }
        if (norms[channel]! > target) converged = false
        x.set(await program.readState('x'))
      }
      return { iterations: total, converged }
    },
    dispose: () => program.dispose(),
  }
}

function breakdown(curvature: number, squared: number): DivergenceError {
  return new DivergenceError(
    `Conjugate gradients broke down with curvature ${curvature} and squared residual ${squared}: the operator must be positive definite.`,
    {
      code: 'CONJUGATE_GRADIENTS_BREAKDOWN',
      given: { curvature, squared },
      allowed: 'positive curvature, finite residual',
      hint: 'Take an activation with 0 < g ≤ 1 and a stencil with alpha < 0.5.',
    },
  )
}
