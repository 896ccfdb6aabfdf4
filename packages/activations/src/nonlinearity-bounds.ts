import type { Bound } from '@numeural/formula'

/** The constants that stability and contraction rest on. */
export interface NonlinearityBounds {
  /** sup |g|, which the stability of explicit steps needs. */
  readonly gMax: Bound
  /** L = sup |Φ'|, which contraction and Lipschitz statements need; Infinity for a flux that jumps. */
  readonly lipschitz: Bound
  /**
   * Whether Φ never falls (its slope being above −1e-12·gMax counts as such).
   * Only what is certified is a yes or a no: false without `certified` means that neither is proved.
   */
  readonly monotone: { readonly value: boolean; readonly certified: boolean }
  /** inf Φ'; −Infinity for a flux that jumps down. */
  readonly minSlope: Bound
}
