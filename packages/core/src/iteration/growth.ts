/** How many times the range of its input a result may lie beyond it: nothing that is stable comes near. */
const mostGrowth = 1e3

/** Where the values of a result may lie; beyond, the iteration that led to it has diverged. */
export interface GrowthLimits {
  readonly least: number
  readonly most: number
}

/**
 * The limits of what may become of some data: 1000 times their range below the least and above the largest of them.
 * Data that are all alike have no range of their own; a thousandth of their size stands in for it, and 1 if they are 0.
 *
 * @param scale a range that the result may have whatever the data, such as that of grey values for a network with
 * biases. Default: none
 */
export function growthLimits(data: ArrayLike<number>, scale = 0): GrowthLimits {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    if (value < least) least = value
    if (value > most) most = value
  }
  const size = Math.max(Math.abs(least), Math.abs(most)) / mostGrowth
  const range = Math.max(most - least, size, scale) || 1
  return { least: least - mostGrowth * range, most: most + mostGrowth * range }
}

/** The index of the first value that is not finite or lies beyond the limits; −1 if there is none. */
export function firstBeyond(data: ArrayLike<number>, { least, most }: GrowthLimits): number {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    // NaN is not within anything; limits may have overflowed, values may not.
    if (!(value >= least && value <= most && Number.isFinite(value))) return i
  }
  return -1
}
