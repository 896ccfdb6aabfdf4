import { addUp, divideDown, multiplyUp } from '@numeural/formula'
import { kernelPatterns, type Pattern } from '@numeural/schemes/norms'
import { type BlockState, isExplicitStep } from './block-state.js'
import { noVerdict, stepSizeVerdict, type Verdict } from './verdict.js'

/**
 * min u ≤ u⁺ ≤ max u if every row of K has just two opposite entries ±w (or is zero) and τ g_max max_i Σ_m K_mi² ≤ 1:
 * then u⁺_i is a mean of samples of u with weights ≥ 0. True for coupled channels too, whatever 0 ≤ G ≤ g_max is.
 * With K the forward difference it is T20 Thm 2: τ ≤ h²/(2g_max).
 */
export function maximumRule(state: BlockState): Verdict {
  if (!isExplicitStep(state)) return noVerdict('not proved: only for explicit steps')
  if (!rowsAreDifferences(state)) {
    return noVerdict('does not apply: a row of K is not the difference of two samples, so overshoots are possible')
  }
  return stepSizeVerdict(
    state,
    'τ g_max max_i Σ_m K_mi² ≤ 1, rows of K are differences (T20 Thm 2)',
    maximumLimit(state),
  )
}

/** Largest step size of {@link maximumRule}, rounded down. */
export function maximumLimit(state: BlockState): number {
  const growth = multiplyUp(state.bounds.gMax.value, largestColumn(state))
  return growth === 0 ? Number.POSITIVE_INFINITY : divideDown(1, growth)
}

/** Whether every row of K, at every boundary, is zero or has just two entries w and −w. */
export function rowsAreDifferences({ kernel, geometry, size }: BlockState): boolean {
  const { rows } = kernelPatterns(geometry, size)
  for (let o = 0; o < geometry.outputChannels; o++) {
    for (const row of rows) {
      const entries: number[] = []
      for (let i = 0; i < geometry.inputChannels; i++) entries.push(...entriesOf(kernel, geometry, o, i, row))
      const nonzero = entries.filter((entry) => entry !== 0)
      if (nonzero.length !== 0 && (nonzero.length !== 2 || nonzero[0] !== -nonzero[1])) return false
    }
  }
  return true
}

/** max_i Σ_m K_mi², rounded up. */
function largestColumn({ kernel, geometry, size }: BlockState): number {
  const { columns } = kernelPatterns(geometry, size)
  let largest = 0
  for (let i = 0; i < geometry.inputChannels; i++) {
    for (const column of columns) {
      let sum = 0
      for (let o = 0; o < geometry.outputChannels; o++) {
        for (const entry of entriesOf(kernel, geometry, o, i, column)) {
          sum = addUp(sum, multiplyUp(Math.abs(entry), Math.abs(entry)))
        }
      }
      largest = Math.max(largest, sum)
    }
  }
  return largest
}

function entriesOf(
  kernel: Float64Array,
  { inputChannels, height, width }: BlockState['geometry'],
  o: number,
  i: number,
  pattern: Pattern,
): number[] {
  const offset = (o * inputChannels + i) * height * width
  return pattern.map((group) => group.reduce((sum, tap) => sum + kernel[offset + tap], 0))
}
