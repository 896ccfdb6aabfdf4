import { requireKnown, requireNumber } from '@numeural/errors'
import type { Smoother } from './smoother.js'

/** Options of {@link jacobi}. */
export interface JacobiOptions {
  /** Damping, in (0, 2). Default 0.8. */
  readonly omega?: number
}

/**
 * Damped Jacobi: `x ← x + ω (b − A(x)) / diag`. For the five-point Laplacian ω = 0.8 smooths best (factor 0.6 a sweep).
 * For nonlinear A one Newton step on every unknown at a time, all from the same x.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 2.1.
 */
export function jacobi(options: JacobiOptions = {}): Smoother {
  const by = { owner: 'jacobi', code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, { omega: true } satisfies Record<keyof JacobiOptions, true>)
  const { omega = 0.8 } = options
  requireNumber({ ...by, option: 'omega' }, omega, { above: 0, below: 2 })
  const sweep: Smoother['sweep'] = (x, b, { builder, operator, diagonal }) =>
    builder.map(`x + ${omega}*(b - a)/d`, { x, b, a: operator(x), d: diagonal(x) })
  return { name: 'jacobi', sweep, adjoint: sweep }
}
