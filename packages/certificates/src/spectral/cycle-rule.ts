import { CyclePolynomial, type Place } from './cycle-polynomial.js'
import { type FrozenStep, isFiniteStep } from './frozen-step.js'
import { boundModuli, proveNonnegative } from './prove-nonnegative.js'
import { cycleFactor, samplesOf } from './sample-cycle.js'
import { allowance } from './two-step-rule.js'

/** Cycles longer than this are not judged: the work grows with the cube of their length. */
export const longestCycle = 64

/** What {@link judgeCycle} says. */
export interface CycleVerdict {
  /** Whether |P_L(λ)| ≤ 1 is proved for every λ in [0, ρ]. */
  readonly holds: boolean
  /** The mode seen to grow most: its eigenvalue and what a cycle multiplies it by; null if none was seen to. */
  readonly grows: { readonly lambda: number; readonly factor: number } | null
}

/**
 * Judges a cycle with frozen flux: its product of companion matrices has the eigenvalue P_L(λ), all others are 0.
 * |P| ≤ 1 is R ≥ 0 and 1 + P ≥ 0 with P = 1 − zR, both proved on all of [0, ρ], and not by samples.
 */
export function judgeCycle(steps: readonly FrozenStep[], rho: number): CycleVerdict {
  if (rho === 0) return { holds: true, grows: null }
  const cycle = createCycle(steps, rho)
  if (cycle === null) return { holds: false, grows: null }
  const last = (place: Place): number => cycle.evaluate(place).iterates[steps.length - 1]
  const growing = proveNonnegative((place) => cycle.evaluate(place).decay, cycle.degree, allowance)
  const alternating = growing.proved ? proveNonnegative((place) => 1 + last(place), cycle.degree, allowance) : growing
  if (alternating.proved) return { holds: true, grows: null }
  const at = alternating.counterexample
  const z = at === null || at.from === 0 ? (at?.distance ?? 0) : 1 - at.distance
  return { holds: false, grows: largestGrowth(steps, rho, z * rho) }
}

/**
 * The most that a frozen mode is amplified by within a cycle, before its end; at least 1. Null for cycles not judged.
 */
export function innerAmplification(steps: readonly FrozenStep[], rho: number): number | null {
  const cycle = createCycle(steps, rho)
  if (cycle === null) return null
  const bounds = boundModuli((place) => cycle.evaluate(place).iterates.slice(0, -1), steps.length)
  return Math.max(1, ...bounds)
}

function createCycle(steps: readonly FrozenStep[], rho: number): CyclePolynomial | null {
  if (steps.length > longestCycle || !Number.isFinite(rho) || !steps.every(isFiniteStep)) return null
  const isRepresentable = steps.every(({ c, d }) => Number.isFinite(c * rho) && Number.isFinite(d * rho))
  return isRepresentable ? new CyclePolynomial(steps, rho) : null
}

function largestGrowth(steps: readonly FrozenStep[], rho: number, suspect: number): CycleVerdict['grows'] {
  const modes = [suspect, ...samplesOf(steps, rho)].map((lambda) => ({ lambda, factor: cycleFactor(steps, lambda) }))
  const largest = modes.reduce((most, mode) => (Math.abs(mode.factor) > Math.abs(most.factor) ? mode : most))
  return Math.abs(largest.factor) > 1 ? largest : null
}
