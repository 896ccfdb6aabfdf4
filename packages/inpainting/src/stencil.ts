import { ParameterError } from '@numeural/errors'

/**
 * A member of the δ-stencil family of Weickert, Welk, Wickert (SSVM 2013), δ = α(a + c) + βb for the tensor [a b; b c] of a cell.
 * Negative semidefinite for 0 ≤ α ≤ ½ and |β| ≤ 1 − 2α.
 */
export interface Stencil {
  /** Default 0. α = ½ decouples the two checkerboards of the grid. */
  readonly alpha: number
  /** A number, or `'sign'` for (1 − 2α) sgn b. Default 0. */
  readonly beta: number | 'sign'
}

/** α = β = 0: the member whose lagged diffusivity iteration converges best. */
export const standardStencil: Stencil = { alpha: 0, beta: 0 }

/**
 * Refuses a stencil outside the negative semidefinite range.
 *
 * @throws ParameterError `STENCIL_ALPHA`, `STENCIL_BETA`
 */
export function checkStencil({ alpha, beta }: Stencil): void {
  if (!(alpha >= 0 && alpha <= 0.5)) {
    throw new ParameterError(`The stencil's alpha is ${alpha}: it must lie between 0 and 0.5`, {
      code: 'STENCIL_ALPHA',
      given: alpha,
      allowed: '0 ≤ alpha ≤ 0.5',
      hint: 'take 0, the default',
    })
  }
  if (beta !== 'sign' && !(Math.abs(beta) <= 1 - 2 * alpha)) {
    throw new ParameterError(
      `The stencil's beta is ${beta}: with alpha = ${alpha} it must lie between ${2 * alpha - 1} and ${1 - 2 * alpha}, or be 'sign'`,
      {
        code: 'STENCIL_BETA',
        given: beta,
        allowed: "|beta| ≤ 1 − 2 alpha, or 'sign'",
        hint: 'beyond that range the operator is not negative semidefinite',
      },
    )
  }
}

/** Weight a + c − 2δ of the mixed detail M, as a formula in a, b, c. */
export function mixedWeight({ alpha, beta }: Stencil): string {
  const skew = beta === 'sign' ? `${1 - 2 * alpha} * abs(b)` : `(${beta}) * b`
  return `a + c - 2 * (${alpha} * (a + c) + ${skew})`
}

/**
 * Largest stable step of an explicit evolution for tensors with eigenvalues in [0, 1]: h²/(4 max(1 − 2α, ½)).
 */
export function stableStep({ alpha }: Stencil, gridSize: number): number {
  return gridSize ** 2 / (4 * Math.max(1 - 2 * alpha, 0.5))
}
