/**
 * How far two lists of numbers are apart: ‖a − b‖ / ‖b‖ in the Euclidean norm.
 *
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} reference
 * @returns {number} Infinity if the lengths differ, or if anything is not finite
 */
export function relativeDifference(values, reference) {
  if (values.length !== reference.length) return Infinity
  let difference = 0
  let size = 0
  for (let i = 0; i < values.length; i++) {
    difference += (values[i] - reference[i]) ** 2
    size += reference[i] ** 2
  }
  const ratio = difference === 0 ? 0 : Math.sqrt(difference / size)
  return Number.isFinite(ratio) ? ratio : Infinity
}
