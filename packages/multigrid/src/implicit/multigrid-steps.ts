import { boundsOf } from '@numeural/activations'
import { DivergenceError, requireKnown, requireNumber, requireWhole } from '@numeural/errors'
import type { StepOutcome, StepRequest, StepSolver } from '@numeural/schemes'
import { diffusionSmoother } from '../problems/diffusion/diffusion-smoother.js'
import { type DiffusionStepOptions, diffusionStep } from '../problems/diffusion/diffusion-step.js'
import { createSolver } from '../solve/create-solver.js'

/** Options of {@link multigridSteps}. */
export interface MultigridStepsOptions {
  /** Relative residual to which every step is solved. Default 1e-4. */
  readonly tolerance?: number
  /** Cycles for a step. Default 200. */
  readonly maxIterations?: number
}

const by = { owner: 'multigridSteps', code: 'MULTIGRID_OPTION' }
const known = { tolerance: true, maxIterations: true } satisfies Record<keyof MultigridStepsOptions, true>

/**
 * Solves implicit diffusion steps by FAS V(3,3)-cycles.
 * For a monotone flux the smoother is pointwise Newton, for others red–black sweeps with a diagonal that keeps them
 * from overshooting: their equations may have several solutions for large τ, and take many cycles.
 */
export function multigridSteps(options: MultigridStepsOptions = {}): StepSolver {
  requireKnown(by, options, known)
  const { tolerance = 1e-4, maxIterations = 200 } = options
  requireNumber({ ...by, option: 'tolerance' }, tolerance, { above: 0, below: 1 })
  requireWhole({ ...by, option: 'maxIterations' }, maxIterations)
  return {
    name: 'multigrid',
    async advance(request: StepRequest): Promise<StepOutcome> {
      const { shape, activation, parameters, tau, coupled, steps, dtype, backend, signal, onStep } = request
      const problem: DiffusionStepOptions = { shape, activation, parameters, tau, coupled }
      const isSmooth = !coupled && boundsOf(activation, parameters).monotone.value
      await using solver = await createSolver(diffusionStep(problem), {
        backend,
        dtype,
        smoother: isSmooth ? diffusionSmoother(problem) : 'red-black',
        preSmoothing: 3,
        postSmoothing: 3,
      })
      let u = Float64Array.from(request.data)
      let [iterations, residual] = [0, 0]
      for (let step = 1; step <= steps; step++) {
        const found = await solver.solve({ b: u, start: u, tolerance, maxIterations, ...(signal && { signal }) })
        if (found.stopped !== 'tolerance') throw notSolved(step, tau, found.residual.relative, tolerance)
        const norm = Math.sqrt(u.reduce((sum, value) => sum + value * value, 0))
        residual = Math.max(residual, norm === 0 ? 0 : found.residual.final / norm)
        iterations += found.iterations
        u = Float64Array.from(found.x)
        onStep(step)
      }
      return { data: u, iterations, residual }
    },
  }
}

function notSolved(step: number, tau: number, residual: number, tolerance: number): DivergenceError {
  const message = `Implicit step ${step} of size ${tau} was solved to a relative residual of ${residual.toExponential(1)}, not ${tolerance}.`
  return new DivergenceError(message, {
    code: 'IMPLICIT_NOT_SOLVED',
    given: residual,
    allowed: `at most ${tolerance}`,
    hint: "Take an activation with a monotone flux, such as charbonnier, or smaller steps: with a flux that falls, such as perona-malik's, the equation is hard to solve for tau above 1.",
  })
}
