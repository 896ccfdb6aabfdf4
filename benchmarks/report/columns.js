/**
 * Rows of text as lines with aligned columns; the last one is not padded.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function columns(rows) {
  /** @type {number[]} */
  const widths = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  )
}
