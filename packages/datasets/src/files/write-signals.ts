import { ParameterError } from '@numeural/errors'
import { requireSignals, type Signals } from '../signals/signals.js'
import { signalFormatOf } from './signal-format.js'
import { writeAtomically } from './write-atomically.js'

/**
 * Writes signals as CSV (one signal a row) or JSON (an array of arrays), by the ending of the path. Every number is the shortest
 * that reads back as the same float32. The file is written beside and renamed, so that a failure leaves what was there.
 *
 * @param path Ends in .csv or .json.
 * @throws ShapeError for data that do not fit; ParameterError for another ending or values that are not finite; the error of Node if the disk refuses.
 */
export async function writeSignals(signals: Signals, path: string): Promise<void> {
  const format = signalFormatOf(path)
  requireSignals(signals)
  const rows: string[] = []
  for (let signal = 0; signal < signals.count; signal++) {
    const row = signals.data.subarray(signal * signals.length, (signal + 1) * signals.length)
    rows.push(Array.from(row, (value, column) => shortest(value, signal, column)).join(','))
  }
  const text = format === 'csv' ? rows.join('\n') : `[\n${rows.map((row) => `[${row}]`).join(',\n')}\n]`
  await writeAtomically(path, `${text}\n`)
}

/** The shortest decimal number that float32 rounds to the value; nine digits always do. */
function shortest(value: number, signal: number, column: number): string {
  if (!Number.isFinite(value)) {
    throw new ParameterError(
      `sample ${column + 1} of signal ${signal + 1} is ${value}: only finite values can be written`,
      {
        code: 'VALUE_NOT_FINITE',
        given: value,
        allowed: 'finite values',
      },
    )
  }
  if (Number.isInteger(value)) return String(value)
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return String(Number(value.toPrecision(9)))
}
