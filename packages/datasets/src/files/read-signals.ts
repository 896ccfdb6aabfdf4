import type { Signals } from '@numeural/core'
import { sampleLimit } from '../check-options.js'
import { csvRows, type Row, type Rows } from './csv-rows.js'
import { inputFileError, readBytes } from './read-bytes.js'
import { type SignalFormat, type SignalLayout, signalFormatOf } from './signal-format.js'

/** Options of {@link readSignals}. */
export interface ReadSignalsOptions {
  /** Default: by the ending of the path; for bytes JSON if the first character is `[`, else CSV. */
  readonly format?: SignalFormat
}

const allowedFiles = 'CSV (one signal a row, or one number a row) or JSON (an array of arrays of numbers)'

/**
 * Reads 1D signals of one length: JSON, an array of arrays (or one array, a single signal), or CSV,
 * one signal a row, or a single signal with one number a row. Commas, semicolons, tabs and spaces separate numbers;
 * a header and blank lines are skipped.
 *
 * @param input Path of a .csv or .json file, or its bytes.
 * @throws InputFileError naming the file, and row and column from 1:
 *   `INPUT_MISSING`, `INPUT_DIRECTORY`, `INPUT_UNREADABLE`, `INPUT_EMPTY`,
 * `INPUT_FORMAT` (no such file), `INPUT_VALUE` (no finite float32 number), `INPUT_RAGGED` (rows of different lengths),
 * `INPUT_TOO_LARGE`;
 * ParameterError `SIGNAL_FORMAT` for another ending.
 */
export async function readSignals(input: string | Uint8Array, options: ReadSignalsOptions = {}): Promise<Signals> {
  return (await readSignalFile(input, options)).signals
}

/** Signals as they come from a file. */
export interface SignalFile {
  readonly signals: Signals
  /** `single` for one signal written by itself, as a column of CSV or an array of numbers; else `rows`. */
  readonly layout: SignalLayout
}

/**
 * Reads 1D signals, and how they are laid out, so that the result can be written like the original.
 *
 * @param input Path of a .csv or .json file, or its bytes.
 * @throws what {@link readSignals} throws
 */
export async function readSignalFile(
  input: string | Uint8Array,
  options: ReadSignalsOptions = {},
): Promise<SignalFile> {
  const named = options.format ?? (typeof input === 'string' ? signalFormatOf(input) : undefined)
  const { bytes, label } = await readBytes(input, allowedFiles)
  const text = decode(bytes, label).trim()
  const format = named ?? (text.startsWith('[') ? 'json' : 'csv')
  const { rows, isSingle } = format === 'json' ? jsonRows(text, label) : csvRows(text)
  return { signals: packed(rows, label), layout: isSingle ? 'single' : 'rows' }
}

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw inputFileError('INPUT_FORMAT', label, 'is no text', allowedFiles, cause)
  }
}

function jsonRows(text: string, label: string): Rows {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw inputFileError('INPUT_FORMAT', label, `is no JSON (${(cause as Error).message})`, allowedFiles, cause)
  }
  if (!Array.isArray(parsed)) throw inputFileError('INPUT_FORMAT', label, 'holds no array', allowedFiles)
  if (parsed.length > 0 && parsed.every((value) => typeof value === 'number')) {
    return { rows: [{ values: parsed, row: 1 }], isSingle: true }
  }
  const rows = parsed.map((values: unknown, index) => {
    if (!Array.isArray(values))
      throw inputFileError('INPUT_FORMAT', label, `has no array in row ${index + 1}`, allowedFiles)
    return { values, row: index + 1 }
  })
  return { rows, isSingle: false }
}

function packed(rows: readonly Row[], label: string): Signals {
  const count = rows.length
  const length = rows[0]?.values.length ?? 0
  if (count === 0 || length === 0) throw inputFileError('INPUT_EMPTY', label, 'holds no signal', allowedFiles)
  if (count * length > sampleLimit) {
    throw inputFileError('INPUT_TOO_LARGE', label, `holds ${count} × ${length} samples`, `at most ${sampleLimit}`)
  }
  const data = new Float32Array(count * length)
  for (const [signal, { values, row }] of rows.entries()) {
    if (values.length !== length) {
      const problem = `has ${values.length} values in row ${row} but ${length} in row ${rows[0]!.row}`
      throw inputFileError('INPUT_RAGGED', label, problem, 'signals of one length')
    }
    for (const [column, value] of values.entries()) {
      const rounded = Math.fround(value as number)
      if (typeof value !== 'number' || !Number.isFinite(rounded)) {
        const problem = `has ${shown(value)} in row ${row}, column ${column + 1}`
        throw inputFileError('INPUT_VALUE', label, problem, allowedValues(value))
      }
      data[signal * length + column] = rounded
    }
  }
  return { data, count, shape: { channels: 1, height: 1, width: length } }
}

function allowedValues(value: unknown): string {
  const isDecimalComma = typeof value === 'string' && /^[+-]?\d+,\d+$/.test(value)
  return isDecimalComma ? 'decimal points, not commas' : 'finite numbers in the range of float32'
}

/** A value for a message, cut to a length that fits one line. */
function shown(value: unknown): string {
  const whole = typeof value === 'string' ? value.slice(0, 100) : value
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(whole) ?? String(value))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
