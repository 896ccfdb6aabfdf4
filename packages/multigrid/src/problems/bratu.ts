import { requireKnown, requireNumber } from '@numeural/errors'
import type { Problem } from '../problem/problem.js'
import { minusLaplacian, minusLaplacianDiagonal, unitDomain } from './five-point.js'

/** Options of {@link bratu}. */
export interface BratuOptions {
  /** Intervals along each axis: one more than unknowns. */
  readonly intervals: number
  /** Strength γ of the nonlinear term. */
  readonly gamma: number
  /** Default 2. */
  readonly dimension?: 1 | 2
}

const by = { owner: 'bratu', code: 'MULTIGRID_OPTION' }
const known = { intervals: true, gamma: true, dimension: true } satisfies Record<keyof BratuOptions, true>

/**
 * −Δx + γ x eˣ = b on the unit interval or square, x = 0 on the boundary:
 * the usual nonlinear test of multigrid solvers.
 *
 * Source: Briggs, Henson, McCormick 2000, ch. 6.
 */
export function bratu(options: BratuOptions): Problem {
  requireKnown(by, options, known)
  const { intervals, gamma, dimension = 2 } = options
  requireNumber({ ...by, option: 'gamma' }, gamma)
  return {
    ...unitDomain(by, dimension, intervals),
    linear: false,
    operator: (x, level) => level.builder.map(`l + ${gamma}*x*exp(x)`, { l: minusLaplacian(x, level, dimension), x }),
    diagonal: (x, { builder, grid }) =>
      builder.map(`${minusLaplacianDiagonal(grid, dimension)} + ${gamma}*(1 + x)*exp(x)`, { x }),
  }
}
