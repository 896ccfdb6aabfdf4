import { anySize, type Model, type SchemeNetwork } from '@numeural/schemes'
import { type BlockState, stepSize } from './block-state.js'
import type { BlockCertificate, Certificate, Guarantee, LipschitzBound } from './certificate.js'
import { type CertifyOptions, certify } from './certify.js'
import { rowsAreDifferences } from './maximum.js'
import { networkBlocks } from './network-blocks.js'
import { unproved } from './verdict.js'

/**
 * The certificate of implicit steps u⁺ + τKᵀΦ(Ku⁺) = u:
 * what holds for every τ > 0 if the equation is solved exactly and 0 ≤ g is proved.
 *
 * - Euclidean norm: ⟨u⁺, u⟩ = ‖u⁺‖² + τ⟨Ku⁺, Φ(Ku⁺)⟩ ≥ ‖u⁺‖², as Φ(r) = g r with g ≥ 0.
 *   With a residual e it is ‖u⁺‖ ≤ ‖u‖ + ‖e‖.
 * - Maximum norm, rows of K being differences:
 *   no flux enters the largest sample of u⁺, so that it is at most what u is there.
 * - Nonexpansive if Φ is monotone: then u ↦ u⁺ is the resolvent of a monotone operator, and the solution is unique.
 *
 * @param explicit a model of explicit steps with the same K, nonlinearity and τ
 */
export function certifyImplicit(explicit: Model<SchemeNetwork>, options: CertifyOptions): Certificate {
  const base = certify(explicit, options)
  const states = networkBlocks(explicit.network, explicit.effective, anySize, options.dtype ?? 'float32')
  const [state] = states
  const isProved = state.bounds.gMax.certified && state.nonnegative
  const tau = stepSize(state)
  const guarantees = guaranteesOf(state, isProved, tau)
  const tauMax = isProved ? Number.POSITIVE_INFINITY : 0
  const lipschitz = lipschitzOf(state, tau)
  const blocks = base.blocks.map((block): BlockCertificate => ({ ...block, tauMax, lipschitz }))
  return {
    stable: isProved,
    guarantees,
    kernelNorm: base.kernelNorm,
    tauMax,
    lipschitz: lipschitz && { ...lipschitz, value: lipschitz.value ** blocks.length },
    blocks,
    arithmetic: base.arithmetic,
    notes: ['Implicit steps: the guarantees are those of a step whose equation is solved exactly.'],
  }
}

function guaranteesOf(state: BlockState, isProved: boolean, tau: number): Guarantee[] {
  const reason = `not proved: ${unproved(state)}`
  const everywhere = (norm: Guarantee['norm'], rule: string, applies = true): Guarantee => ({
    norm,
    holds: isProved && applies,
    rule: !applies ? rule : isProved ? rule : reason,
    bound: isProved && applies ? Number.POSITIVE_INFINITY : 0,
    value: tau,
    slack: isProved && applies ? Number.POSITIVE_INFINITY : -tau,
    block: state.block,
  })
  const isDifference = rowsAreDifferences(state)
  return [
    everywhere('euclidean', 'implicit step solved exactly, 0 ≤ g: ‖u⁺‖² + τ⟨Ku⁺, Φ(Ku⁺)⟩ = ⟨u⁺, u⟩, every τ'),
    isDifference
      ? everywhere(
          'maximum',
          'implicit step solved exactly, 0 ≤ g, rows of K are differences: no flux enters a maximum, every τ',
        )
      : everywhere('maximum', 'does not apply: a row of K is not the difference of two samples', false),
    everywhere('sign', 'not proved: no rule is known for implicit steps', false),
    everywhere('spectral', 'flux frozen: the eigenvalues are 1/(1 + τλ) with λ ≥ 0, every τ'),
  ]
}

/**
 * 1 for a monotone Φ; else the inverse of the smallest eigenvalue 1 + τ‖K‖² inf Φ' of the Jacobian,
 * if that is positive.
 */
function lipschitzOf({ bounds, coupled, normSquared }: BlockState, tau: number): LipschitzBound | null {
  const certified = bounds.monotone.certified && bounds.minSlope.certified
  if (bounds.monotone.value) return { value: 1, certified: bounds.monotone.certified }
  const least = 1 + tau * normSquared * Math.min(0, bounds.minSlope.value)
  return !coupled && least > 0 ? { value: 1 / least, certified } : null
}
