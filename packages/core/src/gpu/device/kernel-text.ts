/**
 * One gpu.js kernel: JavaScript that gpu.js translates for its mode, and the size of the array that it writes, x first.
 */
export interface KernelText {
  readonly source: string
  readonly output: readonly number[]
}

/** A kernel from the names of its arguments and its statements, one a line; blocks are indented by their braces. */
export function kernelText(
  names: readonly string[],
  statements: readonly string[],
  output: readonly number[],
): KernelText {
  let depth = 1
  const lines = statements.map((statement) => {
    const closes = statement.startsWith('}')
    if (closes) depth--
    const line = '  '.repeat(depth) + statement
    if (statement.endsWith('{')) depth++
    return line
  })
  return { source: `function (${names.join(', ')}) {\n${lines.join('\n')}\n}`, output }
}
