/** One statement about the growth of a signal. */
export interface Guarantee {
  /**
   * - `euclidean`: ‖u⁺‖₂ ≤ ‖u‖₂;
   * - `maximum`: min u ≤ u⁺ ≤ max u, the maximum–minimum principle;
   * - `sign`: u⁺ has no more sign changes than u;
   * - `spectral`: no eigenvalue of a step with frozen flux exceeds 1 in modulus.
   */
  readonly norm: 'euclidean' | 'maximum' | 'sign' | 'spectral'
  /** Whether it is proved for every block. */
  readonly holds: boolean
  /** By which rule it holds, or why it does not. `estimate: …` if the rule is fulfilled by numbers that are not proved. */
  readonly rule: string
  /** Largest step size that the rule allows in the block named by `block`; 0 if none. */
  readonly bound: number
  /** The step size of that block. */
  readonly value: number
  /** `bound − value`: negative if it is broken. */
  readonly slack: number
  /** The block that breaks the guarantee or, if it holds, has the least slack; counted from 0. */
  readonly block: number
}

/** Bounds of ‖K‖₂: the largest over the blocks. */
export interface KernelNorm {
  /** Proved. */
  readonly upper: number
  /** Attained by a signal. */
  readonly lower: number
  readonly rule: string
}

/** Lipschitz constant of a block or network in the Euclidean norm, which says how far perturbations can grow. */
export interface LipschitzBound {
  readonly value: number
  readonly certified: boolean
}

/** What is proved about one block. */
export interface BlockCertificate {
  readonly block: number
  readonly kernelNorm: KernelNorm
  /** Step size: the weight of −KᵀΦ(Ku). */
  readonly tau: number
  /** Largest step size that is proved stable in the Euclidean norm: 2/(g_max‖K‖²). */
  readonly tauMax: number
  /** max(1, 1 + τ‖K‖²·max(0, −inf Φ'), τL‖K‖² − 1); null for blocks that are no explicit steps. */
  readonly lipschitz: LipschitzBound | null
}

/** What is proved about the stability of a network, and by which numbers. Plain data. */
export interface Certificate {
  /** Whether a Euclidean, maximum or spectral guarantee holds for every block. */
  readonly stable: boolean
  readonly guarantees: readonly Guarantee[]
  readonly kernelNorm: KernelNorm
  /** The smallest `tauMax` of all blocks. */
  readonly tauMax: number
  /** Product of the blocks' constants; null if a block has none. */
  readonly lipschitz: LipschitzBound | null
  /** One entry for every block; blocks with shared weights have equal ones. */
  readonly blocks: readonly BlockCertificate[]
  /** What a reader should know besides. */
  readonly notes: readonly string[]
}
