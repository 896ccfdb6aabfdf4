import { checkSignals, type Signals } from '@numeural/core'
import { requireKnown, requireOneOf, ShapeError } from '@numeural/errors'
import { type SignalLayout, signalFormatOf } from './signal-format.js'
import { writeAtomically } from './write-atomically.js'

/** Options of {@link writeSignals}. */
export interface WriteSignalsOptions {
  /** `single` writes one signal as a column of CSV, or an array of numbers in JSON. Default `rows`. */
  readonly layout?: SignalLayout
}

/**
 * Writes signals as CSV (one signal a row) or JSON (an array of arrays), by the ending of the path.
 * Every number is the shortest that reads back as the same float32.
 * The file is written beside and renamed, so that a failure leaves what was there.
 *
 * @param path Ends in .csv or .json.
 * @throws ShapeError for data that do not fit, `SIGNALS_NOT_LINES` for images or several channels;
 *   ParameterError for another ending or values that are not finite; the error of Node if the disk refuses.
 */
export async function writeSignals(signals: Signals, path: string, options: WriteSignalsOptions = {}): Promise<void> {
  requireKnown({ owner: 'writeSignals', code: 'WRITE_OPTION' }, options, { layout: true })
  const { layout = 'rows' } = options
  requireOneOf({ owner: 'writeSignals', option: 'layout', code: 'WRITE_OPTION' }, layout, ['rows', 'single'])
  const format = signalFormatOf(path)
  checkSignals(signals)
  requireLines(signals)
  const { width } = signals.shape
  const isSingle = layout === 'single' && signals.count === 1
  const rows: string[] = []
  for (let signal = 0; signal < signals.count; signal++) {
    const row = signals.data.subarray(signal * width, (signal + 1) * width)
    rows.push(Array.from(row, shortest).join(isSingle && format === 'csv' ? '\n' : ','))
  }
  const text = format === 'csv' ? rows.join('\n') : isSingle ? `[${rows[0]}]` : arraysOf(rows)
  await writeAtomically(path, `${text}\n`)
}

function arraysOf(rows: readonly string[]): string {
  return `[\n${rows.map((row) => `[${row}]`).join(',\n')}\n]`
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
