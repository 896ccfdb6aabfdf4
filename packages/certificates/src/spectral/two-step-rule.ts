import type { FrozenStep } from './frozen-step.js'

/**
 * Bounds are met up to this relative distance: parameters meant to be at a limit must not fail by their rounding.
 */
export const allowance = 1e-12

/**
 * Whether no eigenvalue of the companion matrix of one step, [[B, C], [1,
 * 0]] with B = p − cλ·atU and C = q − cλ·atPrevious, exceeds 1 in modulus for any λ in [0, ρ],
 * and those on the unit circle are simple: Jury's conditions |B| ≤ 1 − C, C > −1.
 * They are linear in λ, so that the ends of [0, ρ] decide for all of it.
 * With the flux taken at u it is the two-step rule
 * |q| < 1 and cρ ≤ 2(1 − q) (mathematically 1 − q = p for two steps, which is how it is evaluated:
 * without cancellation).
 *
 * The start of a cycle, if the step reads it, adds the eigenvalue 1; the others must then stay away from it.
 */
export function obeysTwoStepRule(step: FrozenStep, rho: number): boolean {
  const { p, q, s, c, d, atU, atPrevious, atStart } = step
  const flux = c * rho
  if (!Number.isFinite(flux)) return false
  const isDamped = 1 + q > 0 && 1 + q - flux * atPrevious > 0
  const alternating = 2 * p + s
  const isBounded = alternating >= 0 && flux * (atU - atPrevious) <= alternating * (1 + allowance)
  const drift = s + flux * (1 - atStart)
  const readsStart = s !== 0 || d !== 0 || c * atStart !== 0
  const isDrawnIn = s >= 0 && (readsStart && rho > 0 ? drift > 0 : drift >= 0)
  return isDamped && isBounded && isDrawnIn
}
