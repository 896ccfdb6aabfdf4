/**
 * Median, quartiles and extremes of some numbers.
 *
 * @typedef {{ median: number, low: number, high: number, min: number, max: number, count: number }} Summary
 */

/**
 * A quantile by linear interpolation between the two nearest numbers.
 *
 * @param {readonly number[]} numbers at least one
 * @param {number} share 0 is the smallest, 0.5 the median, 1 the largest
 */
export function quantile(numbers, share) {
  if (numbers.length === 0) throw new RangeError('a quantile needs at least one number')
  if (numbers.some((number) => Number.isNaN(number))) throw new RangeError('a quantile of NaN has no meaning')
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.ceil(place)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  return quantile(numbers, 0.5)
}

/**
 * `low` and `high` are the quartiles.
 *
 * @param {readonly number[]} numbers at least one
 * @returns {Summary}
 */
export function summarise(numbers) {
  return {
    median: median(numbers),
    low: quantile(numbers, 0.25),
    high: quantile(numbers, 0.75),
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    count: numbers.length,
  }
}

/**
 * Summary of the ratios of two contestants, taken round by round: what slows the machine down for a while slows both.
 *
 * @param {readonly (number | null)[]} ours one number per round, null where it was not measured
 * @param {readonly (number | null)[]} theirs
 * @returns {Summary | null} null if no round measured both
 */
export function summariseRatios(ours, theirs) {
  const ratios = ours.flatMap((value, round) => {
    const other = theirs[round]
    return value === null || other === null || other === undefined ? [] : [value / other]
  })
  return ratios.length === 0 ? null : summarise(ratios)
}
