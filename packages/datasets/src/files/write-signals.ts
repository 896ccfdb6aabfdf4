import { checkSignals, type Signals } from '@numeural/core'
import { ShapeError } from '@numeural/errors'
import { signalFormatOf } from './signal-format.js'
import { writeAtomically } from './write-atomically.js'

/**
 * Writes signals as CSV (one signal a row) or JSON (an array of arrays), by the ending of the path.
 * Every number is the shortest that reads back as the same float32.
 * The file is written beside and renamed, so that a failure leaves what was there.
 *
 * @param path Ends in .csv or .json.
 * @throws ShapeError for data that do not fit, `SIGNALS_NOT_LINES` for images or several channels;
 *   ParameterError for another ending or values that are not finite; the error of Node if the disk refuses.
 */
export async function writeSignals(signals: Signals, path: string): Promise<void> {
  const format = signalFormatOf(path)
  checkSignals(signals)
  requireLines(signals)
  const { width } = signals.shape
  const rows: string[] = []
  for (let signal = 0; signal < signals.count; signal++) {
    const row = signals.data.subarray(signal * width, (signal + 1) * width)
    rows.push(Array.from(row, shortest).join(','))
  }
  const text = format === 'csv' ? rows.join('\n') : `[\n${rows.map((row) => `[${row}]`).join(',\n')}\n]`
  await writeAtomically(path, `${text}\n`)
}

/** The shortest decimal number that float32 rounds to the value; nine digits always do. */
function shortest(value: number): string {
  if (Number.isInteger(value)) return String(value)
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return String(Number(value.toPrecision(9)))
}

/** Files of signals hold one row for each. */
function requireLines({ shape }: Signals): void {
  const { channels, height, width } = shape
  if (channels === 1 && height === 1) return
  throw new ShapeError(
    `The signals are of ${channels} × ${height} × ${width} values; a file holds lines of one channel.`,
    {
      code: 'SIGNALS_NOT_LINES',
      given: shape,
      allowed: 'one channel and height 1',
      hint: 'Write images with writeImage(), and channels one by one.',
    },
  )
}
