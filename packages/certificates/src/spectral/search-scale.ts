const doublings = 40
const halvings = 30
const bisections = 60

/** Where a condition on a factor f > 0 changes from true to false. */
export interface Threshold {
  /** The last factor found for which the condition is true. */
  readonly holding: number
  /** Factors beyond it, seen from 1, where it is false, are larger (`above`) or smaller (`below`). */
  readonly failing: 'above' | 'below'
}

/**
 * The largest factor found for which a condition is true, by doubling or halving 1 and bisection.
 * Below it the condition was true at every factor tried.
 *
 * @returns 0 if it is false down to 2^−30, 2^40 if it is true up to there
 */
export function largestScale(isTrue: (scale: number) => boolean): number {
  let low = 1
  let high = 1
  if (isTrue(1)) {
    for (let k = 0; k < doublings; k++, low = high) {
      high = 2 * low
      if (!isTrue(high)) return bisect(isTrue, low, high)
    }
    return low
  }
  for (let k = 0; k < halvings; k++, high = low) {
    low = high / 2
    if (isTrue(low)) return bisect(isTrue, low, high)
  }
  return 0
}

/** The threshold nearest to 1 of a condition, looked for in both directions; null if there is none. */
export function nearestThreshold(isTrue: (scale: number) => boolean): Threshold | null {
  const atOne = isTrue(1)
  let near: readonly [down: number, up: number] = [1, 1]
  for (let k = 0; k < halvings; k++) {
    const far = [near[0] / 2, near[1] * 2] as const
    for (const side of [0, 1] as const) {
      if (isTrue(far[side]) === atOne) continue
      const [holding, failing] = atOne ? [near[side], far[side]] : [far[side], near[side]]
      return { holding: bisect(isTrue, holding, failing), failing: failing > holding ? 'above' : 'below' }
    }
    near = far
  }
  return null
}

function bisect(isTrue: (scale: number) => boolean, holding: number, failing: number): number {
  let [inside, outside] = [holding, failing]
  for (let k = 0; k < bisections; k++) {
    const middle = (inside + outside) / 2
    if (middle === inside || middle === outside) break
    if (isTrue(middle)) inside = middle
    else outside = middle
  }
  return inside
}

/**
 * A number of ten digits instead of one that a search with a tolerance ended at, if it is as near as that tolerance and
 * passes too.
 */
export function rounded(value: number, isTrue: (value: number) => boolean): number {
  const short = Number(value.toPrecision(10))
  return Math.abs(short - value) <= 1e-10 * Math.abs(value) && isTrue(short) ? short : value
}
