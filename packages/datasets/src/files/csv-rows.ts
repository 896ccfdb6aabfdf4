/** A row of a file of numbers; fields that are no numbers are kept as text, so that a message can show them. */
export interface Row {
  readonly values: readonly unknown[]
  /** Counted from 1 in the file. */
  readonly row: number
}

/** The rows of a file. */
export interface Rows {
  readonly rows: readonly Row[]
  /** Whether they are one signal that is written by itself, not as a row of several. */
  readonly isSingle: boolean
}

/** No number is written with so many characters. */
const longestNumber = 1000

/**
 * The rows of a CSV text. Numbers may be separated by commas, semicolons, tabs or spaces:
 * by the first of these that the first row holds (semicolons before tabs before commas).
 * A first row without any number is a header and is left out, and so are blank lines and one separator at the end of
 * every row. One number a row is one signal, written as a column.
 */
export function csvRows(text: string): Rows {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: line.trim(), row: index + 1 }))
    .filter(({ line }) => line !== '')
  const separator = separatorOf((lines.find(({ line }) => /\d/.test(line)) ?? lines[0])?.line ?? '')
  const all = lines.map(({ line, row }): Row => ({ values: fieldsOf(line, separator), row }))
  const rows = withoutTrailing(withoutHeader(all))
  const [first] = rows
  const isColumn = rows.length > 1 && rows.every(({ values }) => values.length === 1)
  if (!isColumn || first === undefined) return { rows, isSingle: false }
  return { rows: [{ values: rows.map(({ values }) => values[0]), row: first.row }], isSingle: true }
}

function separatorOf(line: string): string | RegExp {
  return [';', '\t', ','].find((each) => line.includes(each)) ?? /\s+/
}

function fieldsOf(line: string, separator: string | RegExp): (number | string)[] {
  return line.split(separator).map((field) => numberOf(field.trim()))
}

/** The number that a field stands for; the text itself if it stands for none. */
function numberOf(field: string): number | string {
  if (field.length > longestNumber) return field
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(field) ? Number(field) : field
}

/** A header names its columns: no field of it looks like a number, not even like a broken one. */
function withoutHeader(rows: readonly Row[]): readonly Row[] {
  const isName = (value: unknown): boolean =>
    typeof value === 'string' && /^["']?[a-z_]/i.test(value) && !isNotFinite(value)
  const [first] = rows
  return rows.length > 1 && first !== undefined && first.values.every(isName) ? rows.slice(1) : rows
}

function isNotFinite(text: string): boolean {
  return /^(nan|inf(inity)?)$/i.test(text)
}

function withoutTrailing(rows: readonly Row[]): Row[] {
  const isTrailing = rows.every(({ values }) => values.length > 1 && values.at(-1) === '')
  return isTrailing ? rows.map(({ values, row }) => ({ values: values.slice(0, -1), row })) : [...rows]
}
