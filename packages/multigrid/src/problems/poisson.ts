import { requireKnown } from '@numeural/errors'
import type { Problem } from '../problem/problem.js'
import { minusLaplacian, minusLaplacianDiagonal, unitDomain } from './five-point.js'

/** Options of {@link poisson}. */
export interface PoissonOptions {
  /** Intervals along each axis: one more than unknowns. */
  readonly intervals: number
  /** Default 2. */
  readonly dimension?: 1 | 2
}

const by = { owner: 'poisson', code: 'MULTIGRID_OPTION' }
const known = { intervals: true, dimension: true } satisfies Record<keyof PoissonOptions, true>

/**
 * Poisson's equation −Δx = b on the unit interval or square, x = 0 on the boundary,
 * by the three- or five-point stencil.
 */
export function poisson(options: PoissonOptions): Problem {
  requireKnown(by, options, known)
  const { intervals, dimension = 2 } = options
  return {
    ...unitDomain(by, dimension, intervals),
    linear: true,
    operator: (x, level) => minusLaplacian(x, level, dimension),
    diagonal: (_, { grid }) => minusLaplacianDiagonal(grid, dimension),
  }
}
