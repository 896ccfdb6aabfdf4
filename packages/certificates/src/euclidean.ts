import { divideDown, multiplyUp } from '@numeural/formula'
import { type BlockState, isExplicitStep } from './block-state.js'
import { upperText } from './number-text.js'
import { noVerdict, stepSizeVerdict, type Verdict } from './verdict.js'

/** Largest step size for which an explicit step cannot increase the Euclidean norm: 2/(g_max‖K‖²), rounded down. */
export function euclideanStepLimit({ bounds, normSquared }: BlockState): number {
  const curvature = multiplyUp(bounds.gMax.value, normSquared)
  return curvature === 0 ? Number.POSITIVE_INFINITY : divideDown(2, curvature)
}

/**
 * ‖u⁺‖₂ ≤ ‖u‖₂ for u⁺ = u − τ KᵀΦ(Ku) = (I − τ KᵀGK)u with 0 ≤ G ≤ g_max: the eigenvalues of τ KᵀGK lie in [0, 2]
 * if τ g_max ‖K‖² ≤ 2. Proved for the nonlinear step, since G may depend on u. (C21 Thm 2 with g_max in place of L.)
 */
export function euclideanRule(state: BlockState): Verdict {
  if (!isExplicitStep(state)) {
    return noVerdict('not proved: only for explicit steps is the nonlinear step known not to increase the norm')
  }
  const rule = `τ ≤ 2/(g_max‖K‖²), ‖K‖ ≤ ${upperText(state.kernelNorm.upper)} by ${state.kernelNorm.rule} (C21 Thm 2, with g_max)`
  return stepSizeVerdict(state, rule, euclideanStepLimit(state))
}
