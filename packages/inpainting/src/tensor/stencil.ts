import { refused, requireNumber } from '@numeural/errors'

/**
 * A member of the δ-stencil family of Weickert, Welk, Wickert (SSVM 2013), δ = α(a + c) + βb for the tensor [a b;
 * b c] of a cell.
 * Negative semidefinite for 0 ≤ α ≤ ½ and |β| ≤ 1 − 2α.
 */
export interface Stencil {
  /** Default 0, where lagged diffusivity converges best. α = ½ decouples the two checkerboards of the grid. */
  readonly alpha: number
  /** A number, or `'sign'` for (1 − 2α) sgn b. Default 0. */
  readonly beta: number | 'sign'
}

/**
 * Fills in α = β = 0 and refuses a stencil outside the negative semidefinite range.
 *
 * @throws ParameterError `STENCIL_ALPHA`, `STENCIL_BETA`
 */
export function stencilOf(owner: string, { alpha = 0, beta = 0 }: Partial<Stencil>): Stencil {
  requireNumber({ owner, option: 'alpha', code: 'STENCIL_ALPHA' }, alpha, { least: 0, most: 0.5 })
  if (beta !== 'sign' && !(Math.abs(beta) <= 1 - 2 * alpha)) {
    throw refused(
      { owner, option: 'beta', code: 'STENCIL_BETA' },
      beta,
      `a number from ${2 * alpha - 1} to ${1 - 2 * alpha} with alpha = ${alpha}, or sign`,
      'Keep |beta| ≤ 1 − 2 alpha: beyond it the operator is not negative semidefinite.',
    )
  }
  return { alpha, beta }
}

/** Weight a + c − 2δ of the mixed detail M, as a formula in a, b, c. */
export function mixedWeight({ alpha, beta }: Stencil): string {
  const skew = beta === 'sign' ? `${1 - 2 * alpha} * abs(b)` : `(${beta}) * b`
  return `a + c - 2 * (${alpha} * (a + c) + ${skew})`
}

/**
 * Largest stable step of an explicit evolution for tensors with eigenvalues in [0, 1]: h²/(4 max(1 − 2α, ½)).
 */
export function stableStep({ alpha }: Stencil, gridSize = 1): number {
  return gridSize ** 2 / (4 * Math.max(1 - 2 * alpha, 0.5))
}
