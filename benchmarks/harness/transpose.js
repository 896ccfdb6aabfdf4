/**
 * The transpose of a matrix that lies row by row.
 *
 * @param {ArrayLike<number>} values
 * @param {number} rows
 * @returns {Float32Array}
 */
export function transpose(values, rows) {
  const columns = values.length / rows
  const result = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]
  }
  return result
}
