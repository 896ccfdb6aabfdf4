/** One statement about the growth of a signal. */
export interface Guarantee {
  /**
   * - `euclidean`: ‖u⁺‖₂ ≤ ‖u‖₂;
   * - `maximum`: min u ≤ u⁺ ≤ max u, the maximum–minimum principle;
   * - `sign`: u⁺ has no more sign changes than u;
   * - `spectral`: no eigenvalue of a step, or of a cycle with one operator,
   *   exceeds 1 in modulus while the flux is frozen.
   *   Weaker than `euclidean`: products of steps with different fluxes may grow.
   */
  readonly norm: 'euclidean' | 'maximum' | 'sign' | 'spectral'
  /** Whether it is proved for every block. */
  readonly holds: boolean
  /**
   * By which rule it holds, or why it does not. `estimate: …` if the rule is fulfilled by numbers that are not proved.
   */
  readonly rule: string
  /**
   * Largest step size that the rule allows in the block named by `block`; 0 if none.
   * With `parameter`, the bound of that parameter instead: `rule` says whether it is a lower or an upper one.
   */
  readonly bound: number
  /** The step size (spectral: τ), or the parameter, of that block. */
  readonly value: number
  /** Distance of the value from the bound: negative if it is broken. */
  readonly slack: number
  /** The parameter that decides where the step size does not, as α of Du Fort–Frankel. */
  readonly parameter?: string
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
  /** The parameter τ of the scheme; if it has none, the weight of −KᵀΦ(Ku). */
  readonly tau: number
  /**
   * Largest τ that is proved stable with the other parameters as they are: in the Euclidean norm for explicit steps,
   * 2/(g_max‖K‖²), with frozen flux for all others; for a block within a cycle that of the cycle.
   * 0 if none is, ∞ if all are.
   */
  readonly tauMax: number
  /**
   * Of an explicit step, max(1, 1 + τ‖K‖²·max(0, −inf Φ'), τL‖K‖² − 1);
   * of others, by how much the next iterate can change in proportion to the iterates that it is made of.
   * Null for networks that are no schemes.
   */
  readonly lipschitz: LipschitzBound | null
}

/** How far the guarantees cover what is computed, and not the formula alone. */
export interface ArithmeticCertificate {
  readonly dtype: 'float32' | 'float64'
  /** Whether every computed flux is a number in the sector that the guarantees rest on. None holds if not. */
  readonly certified: boolean
  /**
   * The computed flux of r is between −rounding·g_max·r and (1 + rounding)·g_max·r: at the largest step size a norm can
   * grow by 2·rounding in a block, besides the rounding of sums and of convolutions.
   */
  readonly rounding: number
  /** For signals with |Ku| up to this. */
  readonly range: number
  /** Why it is not certified; null if it is. */
  readonly reason: string | null
}

/** What is proved about the stability of a network, and by which numbers. Plain data. */
export interface Certificate {
  /** Whether a Euclidean, maximum or spectral guarantee holds for every block. */
  readonly stable: boolean
  readonly guarantees: readonly Guarantee[]
  readonly kernelNorm: KernelNorm
  /** The smallest `tauMax` of all blocks. */
  readonly tauMax: number
  /** Of the whole network; null if nothing is known. */
  readonly lipschitz: LipschitzBound | null
  /** One entry for every block; blocks with shared weights have equal ones. */
  readonly blocks: readonly BlockCertificate[]
  /** Null if nothing is known. */
  readonly arithmetic: ArithmeticCertificate | null
  /** What a reader should know besides. */
  readonly notes: readonly string[]
}
