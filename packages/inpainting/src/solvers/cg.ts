import { requireKnown, requireNumber, requireWhole } from '@numeural/errors'
import { laggedDiffusivity } from './lagged-diffusivity.js'
import { solveLinear } from './linear-solve.js'
import type { InpaintSolver } from './solver.js'

/** Options of {@link cg}; they matter for nonlinear operators. */
export interface CgOptions {
  /** Fraction to which conjugate gradients reduce the residual of every linear equation. Default 1e-2. */
  readonly innerReduction?: number
  /** θ of the update u ← u + θ(v − u), 0 < θ ≤ 1. Default 1. */
  readonly relaxation?: number
  /** Differences of iterates that Anderson acceleration combines, at most 30; 0 turns it off. Default 8. */
  readonly acceleration?: number
}

/** Of one linear equation and channel. */
const maxInnerIterations = 1000

/**
 * Conjugate gradients: for a linear operator by themselves, for a nonlinear one within lagged diffusivity,
 * which holds its coefficients fixed, solves the linear equation and renews them, accelerated by Anderson's method.
 * Iterations are those of conjugate gradients, or of lagged diffusivity.
 *
 * @throws ParameterError `INPAINT_OPTION`
 *
 * Source: Hestenes, Stiefel 1952; Vogel, Oman 1996; Walker, Ni 2011.
 */
export function cg(options: CgOptions = {}): InpaintSolver {
  const by = { owner: 'cg', code: 'INPAINT_OPTION' }
  requireKnown(by, options, { innerReduction: true, relaxation: true, acceleration: true } satisfies Record<
    keyof CgOptions,
    true
  >)
  const { innerReduction = 1e-2, relaxation = 1, acceleration = 8 } = options
  requireNumber({ ...by, option: 'innerReduction' }, innerReduction, { above: 0, below: 1 })
  requireNumber({ ...by, option: 'relaxation' }, relaxation, { above: 0, most: 1 })
  requireWhole({ ...by, option: 'acceleration' }, acceleration, { least: 0, most: 30 })
  return {
    name: 'cg',
    description: 'conjugate gradients, for nonlinear operators within lagged diffusivity',
    parameters: ({ coefficients }): Readonly<Record<string, number>> =>
      coefficients === undefined ? {} : { innerReduction, relaxation, acceleration },
    maxIterations: ({ coefficients }) => (coefficients === undefined ? 10_000 : 400),
    // Accelerated steps may pass long plateaus of the residual; plain ones that gain nothing circle.
    stagnation: ({ coefficients }) =>
      coefficients === undefined || acceleration === 0 ? undefined : { steps: 150, factor: 0.9 },
    solve: (request) => {
      if (request.operator.coefficients === undefined) return solveLinear(request)
      return laggedDiffusivity(request, { innerReduction, relaxation, acceleration, maxInnerIterations })
    },
  }
}
