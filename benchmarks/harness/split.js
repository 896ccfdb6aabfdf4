/**
 * Pieces of the given lengths, one behind the other.
 *
 * @param {Float32Array} values
 * @param {readonly number[]} lengths
 */
export function split(values, lengths) {
  let offset = 0
  return lengths.map((length) => values.slice(offset, (offset += length)))
}
