import { type BlockState, isExplicitStep } from './block-state.js'
import { maximumLimit } from './maximum.js'
import { noVerdict, stepSizeVerdict, type Verdict } from './verdict.js'

/**
 * u⁺ has no more sign changes than u: T20 Thm 2, τ ≤ h²/(4 g_max), half the bound of the maximum norm. Claimed only for
 * what is proved there: one channel, K the first difference of neighbours, reflecting boundaries.
 */
export function signRule(state: BlockState): Verdict {
  if (!isExplicitStep(state)) return noVerdict('not proved: only for explicit steps')
  if (!isFirstDifference(state)) {
    return noVerdict('does not apply: proved only where K is the first difference of neighbours in 1D')
  }
  return stepSizeVerdict(state, 'τ ≤ h²/(4 g_max), K the first difference (T20 Thm 2)', maximumLimit(state) / 2)
}

function isFirstDifference({ kernel, geometry }: BlockState): boolean {
  const { inputChannels, outputChannels, height, centreX, boundary } = geometry
  if (inputChannels !== 1 || outputChannels !== 1 || height !== 1 || boundary !== 'reflecting') return false
  const taps = [...kernel].flatMap((value, index) => (value === 0 ? [] : [index]))
  if (taps.length === 0) return true
  const [left, right] = taps
  const neighbours = taps.length === 2 && right === left + 1 && kernel[left] === -kernel[right]
  return neighbours && (left === centreX || right === centreX)
}
