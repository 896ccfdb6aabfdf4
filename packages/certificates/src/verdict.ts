import { type BlockState, stepSize } from './block-state.js'
import type { Guarantee } from './certificate.js'
import { upperText } from './number-text.js'

/** What a rule says about one block. */
export interface Verdict {
  readonly holds: boolean
  readonly rule: string
  readonly bound: number
}

/**
 * Step sizes this little above a bound still count as at the bound:
 * enclosures of g_max are rounded outwards, and a step size meant to be at the limit must not fail by it.
 * A norm could grow by the factor 1 + 2·10⁻¹² per block.
 */
const allowance = 1 + 1e-12

/**
 * The verdict for a step size of at most `bound`. A rule's numbers prove something only if they are proved themselves:
 * where g_max or 0 ≤ g is not, the verdict is an estimate and does not hold.
 */
export function stepSizeVerdict(state: BlockState, rule: string, bound: number): Verdict {
  const value = stepSize(state)
  if (!(value >= 0)) return { holds: false, rule: `${rule}; the step size is negative`, bound }
  const proved = state.bounds.gMax.certified && state.nonnegative
  const within = value <= bound * allowance
  return { holds: within && proved, rule: proved ? rule : `estimate: ${rule}; ${unproved(state)}`, bound }
}

/** The verdict of a rule that does not apply. */
export function noVerdict(rule: string): Verdict {
  return { holds: false, rule, bound: 0 }
}

/** What is not proved of a block's nonlinearity. */
export function unproved({ bounds, evaluation, nonlinearity, nonnegative, dtype }: BlockState): string {
  const { name } = nonlinearity
  if (bounds.gMax.certified) return nonnegative ? '' : `0 ≤ g is not proved for '${name}'`
  if (evaluation.reason === null || !evaluation.isBounded)
    return `g_max ≤ ${upperText(bounds.gMax.value)} of '${name}' is not proved`
  return `g_max of '${name}' is not proved for what is computed in ${dtype}: ${evaluation.reason}`
}

/** A guarantee for the whole network: it holds if it holds for every block; the tightest block is shown. */
export function guaranteeOf(
  norm: Guarantee['norm'],
  states: readonly BlockState[],
  judge: (state: BlockState) => Verdict,
): Guarantee {
  const all = states.map((state) => {
    const verdict = judge(state)
    const value = stepSize(state)
    return { ...verdict, norm, value, slack: verdict.bound - value, block: state.block }
  })
  return tightest(all)
}

/**
 * The guarantee of a network from those of its parts: it holds if all do;
 * the one that breaks most, or holds least, is shown.
 */
export function tightest(all: readonly Guarantee[]): Guarantee {
  const holds = all.every((guarantee) => guarantee.holds)
  const shown = all
    .filter((guarantee) => guarantee.holds === holds)
    .reduce((least, guarantee) => (tightness(guarantee) > tightness(least) ? guarantee : least))
  return { ...shown, holds }
}

/** Part of the bound that is used, above 1 if it is broken. */
function tightness({ bound, value, slack }: Guarantee): number {
  if (value === 0 && bound === 0) return 1
  return slack === value - bound ? bound / value : value / bound
}
