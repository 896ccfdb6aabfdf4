import { requireKnown, requireNumber } from '@numeural/errors'
import { laggedDiffusivity } from './lagged-diffusivity.js'
import { solveLinear } from './linear-solve.js'
import type { InpaintSolver } from './solver.js'

/** Options of {@link cg}; they matter for nonlinear operators. */
export interface CgOptions {
  /** Fraction to which conjugate gradients reduce the residual of every linear equation. Default 1e-2. */
  readonly innerReduction?: number
  /** θ of the update u ← u + θ(v − u), 0 < θ ≤ 1. Default 1. */
  readonly relaxation?: number
}

/** Of one linear equation and channel. */
const maxInnerIterations = 1000

/**
 * Conjugate gradients: for a linear operator by themselves, for a nonlinear one within lagged diffusivity,
 * which holds its coefficients fixed, solves the linear equation and renews them.
 * Iterations are those of conjugate gradients, or of lagged diffusivity.
 *
 * @throws ParameterError `INPAINT_OPTION`
 *
 * Source: Hestenes, Stiefel 1952; Vogel, Oman 1996.
 */
export function cg(options: CgOptions = {}): InpaintSolver {
  const by = { owner: 'cg', code: 'INPAINT_OPTION' }
  requireKnown(by, options, { innerReduction: true, relaxation: true } satisfies Record<keyof CgOptions, true>)
  const { innerReduction = 1e-2, relaxation = 1 } = options
  requireNumber({ ...by, option: 'innerReduction' }, innerReduction, { above: 0, below: 1 })
  requireNumber({ ...by, option: 'relaxation' }, relaxation, { above: 0, most: 1 })
  return {
    name: 'cg',
    description: 'conjugate gradients, for nonlinear operators within lagged diffusivity',
    parameters: ({ coefficients }): Readonly<Record<string, number>> =>
      coefficients === undefined ? {} : { innerReduction, relaxation },
    maxIterations: ({ coefficients }) => (coefficients === undefined ? 10_000 : 100),
    solve: (request) => {
      if (request.operator.coefficients === undefined) return solveLinear(request)
      return laggedDiffusivity(request, { innerReduction, relaxation, maxInnerIterations })
    },
  }
}
