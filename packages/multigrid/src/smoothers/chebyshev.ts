import type { Signal } from '@numeural/core'
import { requireKnown, requireNumber, requireWhole } from '@numeural/errors'
import type { Smoother } from './smoother.js'

/** Options of {@link chebyshev}. */
export interface ChebyshevOptions {
  /** Degree of the polynomial: applications of A in a sweep. Default 3. */
  readonly degree?: number
  /** Bound of the eigenvalues of D⁻¹A. Default 2, which holds if A is diagonally dominant (Gershgorin). */
  readonly upper?: number
  /**
   * Eigenvalues from here up to `upper` are damped. Default `upper`/4:
   * what a coarse grid does not see of the five-point Laplacian.
   */
  readonly lower?: number
}

/**
 * Chebyshev's polynomial in D⁻¹A that damps all eigenvalues from `lower` to `upper` evenly:
 * no colours, no order of the unknowns.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Adams, Brezina, Hu, Tuminaro 2003; Saad 2003, algorithm 12.1.
 */
export function chebyshev(options: ChebyshevOptions = {}): Smoother {
  const by = { owner: 'chebyshev', code: 'MULTIGRID_OPTION' }
  const known = { degree: true, upper: true, lower: true } satisfies Record<keyof ChebyshevOptions, true>
  requireKnown(by, options, known)
  const { degree = 3, upper = 2, lower = upper / 4 } = options
  requireWhole({ ...by, option: 'degree' }, degree, { most: 100 })
  requireNumber({ ...by, option: 'upper' }, upper, { above: 0 })
  requireNumber({ ...by, option: 'lower' }, lower, { above: 0, below: upper })
  const [centre, radius] = [(upper + lower) / 2, (upper - lower) / 2]
  const sweep: Smoother['sweep'] = (start, b, { builder, operator, diagonal }) => {
    let rho = radius / centre
    let step: Signal = builder.map(`(b - a)/(d*${centre})`, { b, a: operator(start), d: diagonal(start) })
    let x = builder.map('x + s', { x: start, s: step })
    for (let k = 1; k < degree; k++) {
      const next = 1 / ((2 * centre) / radius - rho)
      const formula = `${next * rho}*s + ${(2 * next) / radius}*(b - a)/d`
      step = builder.map(formula, { s: step, b, a: operator(x), d: diagonal(x) })
      x = builder.map('x + s', { x, s: step })
      rho = next
    }
    return x
  }
  return { name: 'chebyshev', sweep, adjoint: sweep }
}
