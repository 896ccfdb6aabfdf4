import type { BlockState } from './block-state.js'
import type { LipschitzBound } from './certificate.js'
import { type FrozenStep, frozenStep } from './spectral/frozen-step.js'

/**
 * How far a difference between two states (u, u⁻, start) of a block can grow into its result.
 * Along a segment between them the Jacobian of KᵀΦ(K·) is KᵀΦ'K,
 * symmetric with eigenvalues ν between inf Φ'·‖K‖² (or 0) and L‖K‖², and a step's weights are linear in ν:
 * the ends decide. For coupled channels Φ' has the eigenvalues g and Φ'(|·|).
 *
 * For an explicit step it is ‖T(u) − T(v)‖ ≤ max(1, 1 + τ‖K‖²·max(0, −inf Φ'), τL‖K‖² − 1)·‖u − v‖.
 * "‖u⁺‖ ≤ ‖u‖" is less than that: Perona–Malik at the stability limit has 1.25.
 */
export function blockLipschitz(state: BlockState): LipschitzBound {
  return { value: growthOf(state).state, certified: isCertified(state) }
}

/**
 * A Lipschitz constant of the network: the distances of its iterates,
 * bounded one after the other from those before them.
 */
export function networkLipschitz(states: readonly BlockState[]): LipschitzBound {
  let start = 1
  let distance = 1
  let before = 1
  for (const state of states) {
    const { cycle, values } = state.formulas
    if (cycle !== null && values.l === 0) [start, before] = [distance, distance]
    const growth = growthOf(state)
    const next = scaled(growth.u, distance) + scaled(growth.previous, before) + scaled(growth.start, start)
    before = distance
    distance = next
  }
  return { value: distance, certified: states.every(isCertified) }
}

/** Largest weights of a step, over the possible ν. */
interface Growth {
  readonly u: number
  readonly previous: number
  readonly start: number
  /** Of (u, u⁻, start) together. */
  readonly state: number
}

function growthOf(state: BlockState): Growth {
  const { gMax, lipschitz, minSlope } = state.bounds
  const steepest = state.coupled ? Math.max(lipschitz.value, gMax.value) : lipschitz.value
  const falling = Math.min(0, minSlope.value)
  const step = frozenStep(state.weights, state.at, state.formulas.isFirst)
  const ends = [falling, steepest].map((slope) => weightsAt(step, scaled(slope, state.normSquared)))
  const startFlux = Math.abs(step.d) * scaled(Math.max(steepest, -falling), state.normSquared)
  const largest = (weight: (end: (typeof ends)[number]) => number): number => Math.max(...ends.map(weight))
  return {
    u: largest(({ u }) => Math.abs(u)),
    previous: largest(({ previous }) => Math.abs(previous)),
    start: largest((end) => Math.abs(end.start)) + (step.d === 0 ? 0 : startFlux),
    state: largest((end) => Math.hypot(end.u, end.previous, end.start)) + (step.d === 0 ? 0 : startFlux),
  }
}

/** The product of two bounds: where a flux jumps they are ∞, and 0 · ∞ is 0, not NaN. */
function scaled(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b
}

function weightsAt({ p, q, s, c, atU, atPrevious, atStart }: FrozenStep, nu: number) {
  return {
    u: p - scaled(c * atU, nu),
    previous: q - scaled(c * atPrevious, nu),
    start: s - scaled(c * atStart, nu),
  }
}

function isCertified({ bounds: { gMax, lipschitz, minSlope } }: BlockState): boolean {
  return lipschitz.certified && minSlope.certified && gMax.certified
}
