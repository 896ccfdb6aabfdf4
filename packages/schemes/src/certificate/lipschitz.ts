import { type BlockState, isExplicitStep, stepSize } from './block-state.js'
import type { LipschitzBound } from './certificate.js'

/**
 * ‖T(u) − T(v)‖ ≤ max(1, 1 + τ‖K‖²·max(0, −inf Φ'), τL‖K‖² − 1)·‖u − v‖ for an explicit step T: the eigenvalues of its
 * Jacobian I − τ KᵀΦ'K. For coupled channels Φ' has the eigenvalues g and Φ'(|·|). "‖u⁺‖ ≤ ‖u‖" is less than that:
 * Perona–Malik at the stability limit has 1.25. Null for other steps.
 */
export function lipschitzOf(state: BlockState): LipschitzBound | null {
  if (!isExplicitStep(state)) return null
  const { gMax, lipschitz, minSlope } = state.bounds
  const steepest = state.coupled ? Math.max(lipschitz.value, gMax.value) : lipschitz.value
  const falling = Math.max(0, -minSlope.value)
  const scale = stepSize(state) * state.normSquared
  return {
    // A flux that jumps has L = ∞, and 0 · ∞ is not a number.
    value: scale === 0 ? 1 : Math.max(1, 1 + scale * falling, scale * steepest - 1),
    certified: lipschitz.certified && minSlope.certified && gMax.certified,
  }
}
