/**
 * Rows of text as a Markdown table; the first row holds the headings.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function markdownTable(rows) {
  const lines = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
  const rule = `| ${(rows[0] ?? []).map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`
  return [lines[0], rule, ...lines.slice(1)]
}
