import type { StepWeights } from '../block-state.js'

/**
 * A step with its flux frozen, seen by an eigenvector of A = KᵀGK with the eigenvalue λ:
 * u⁺ = p u + q u⁻ + s start − cλ(atU u + atPrevious u⁻ + atStart start) − dλ start.
 * Since a constant signal stays constant, p + q + s = 1 and atU + atPrevious + atStart = 1.
 */
export interface FrozenStep {
  readonly p: number
  readonly q: number
  readonly s: number
  readonly c: number
  readonly d: number
  readonly atU: number
  readonly atPrevious: number
  readonly atStart: number
}

/**
 * The frozen step of a step's weights.
 *
 * @param isFirst whether there is no `previous` yet, so that `u` stands for it where the flux is evaluated
 */
export function frozenStep(weights: StepWeights, at: StepWeights, isFirst: boolean): FrozenStep {
  return {
    p: weights.u,
    q: weights.previous,
    s: weights.start,
    c: -weights.flux,
    d: -weights.startFlux,
    atU: isFirst ? at.u + at.previous : at.u,
    atPrevious: isFirst ? 0 : at.previous,
    atStart: at.start,
  }
}

/** Whether all numbers of a step are finite. */
export function isFiniteStep(step: FrozenStep): boolean {
  return Object.values(step).every((value) => Number.isFinite(value))
}
