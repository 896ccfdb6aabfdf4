import { paperNorm } from '@numeural/schemes/norms'
import type { BlockState } from './block-state.js'
import type { Certificate } from './certificate.js'
import { lowerText } from './number-text.js'

/**
 * A certificate with the step bound that C21 sec.
 * 3.3 gives, with n, the absolute row sum times √C, in place of ‖K‖₂: for the explicit scheme τ ≤ 2/(g_max n²).
 * Since n need not be a bound of ‖K‖₂, the rule certifies nothing:
 * what the guarantees say stays what is proved for the actual kernels, and their rules say so.
 */
export function withPaperBound(certificate: Certificate, states: readonly BlockState[]): Certificate {
  const limits = states.map(({ kernel, geometry, normSquared }, index) => {
    const norm = paperNorm(kernel, geometry)
    const { tauMax } = certificate.blocks[index]
    // Bounds of τ are inversely proportional to ‖K‖²; a kernel of zeros has none.
    return { norm, tauMax: norm === 0 ? tauMax : tauMax * (normSquared / (norm * norm)) }
  })
  const tauMax = Math.min(...limits.map((limit) => limit.tauMax))
  const guarantees = certificate.guarantees.map((guarantee) => {
    if (guarantee.norm !== 'euclidean') return guarantee
    const { norm, tauMax: own } = limits[guarantee.block]
    const paper = `paper's rule (C21 sec. 3.3): τ ≤ ${lowerText(own)} with n = ${Number(norm.toPrecision(6))} for ‖K‖, which certifies nothing`
    return {
      ...guarantee,
      rule: `${paper}; ${guarantee.holds ? 'proved instead' : 'not proved'} for the actual kernel: ${guarantee.rule}`,
    }
  })
  return {
    ...certificate,
    guarantees,
    tauMax,
    blocks: certificate.blocks.map((block, index) => ({ ...block, tauMax: limits[index].tauMax })),
    notes: [
      ...certificate.notes,
      "tauMax is the paper's step bound (row sum of |K|, times √C; C21 sec. 3.3). It certifies nothing: the guarantees are those of the actual kernels.",
    ],
  }
}
