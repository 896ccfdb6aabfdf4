import { extname } from 'node:path'
import { ParameterError } from '@numeural/errors'

/** The signal file formats: CSV, one signal a row; JSON, an array of arrays. */
export type SignalFormat = 'csv' | 'json'

/** One signal a row; or a single one by itself, in CSV a column, in JSON an array of numbers. */
export type SignalLayout = 'rows' | 'single'

/**
 * The format that the ending of a path stands for, whatever its case.
 *
 * @throws ParameterError with code `SIGNAL_FORMAT` for any other ending.
 */
export function signalFormatOf(path: string): SignalFormat {
  const extension = extname(path).toLowerCase()
  if (extension === '.csv') return 'csv'
  if (extension === '.json') return 'json'
  throw new ParameterError(
    `${path} has ${extension === '' ? 'no ending' : `the ending ${extension}`}; signals end in .csv or .json.`,
    { code: 'SIGNAL_FORMAT', given: path, allowed: ['.csv', '.json'] },
  )
}
