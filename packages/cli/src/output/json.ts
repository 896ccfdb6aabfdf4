/**
 * One JSON document with a newline at its end.
 * Numbers that JSON lacks become the strings `"Infinity"`, `"-Infinity"` and `"NaN"`;
 * typed arrays become arrays.
 */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, replace, 2)}\n`
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>)
  return value
}
