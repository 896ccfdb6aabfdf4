import { requireNumber } from '../require.js'
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
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 2.1.
 */
export function jacobi({ omega = 0.8 }: JacobiOptions = {}): Smoother {
  requireNumber('jacobi.omega', omega, omega > 0 && omega < 2, 'a number above 0, below 2')
  return {
    name: 'jacobi',
    sweep: (x, b, { builder, operator, diagonal }) =>
      builder.map(`x + ${omega}*(b - a)/d`, { x, b, a: operator(x), d: diagonal(x) }),
  }
}
