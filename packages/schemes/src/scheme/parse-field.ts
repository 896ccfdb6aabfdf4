import { FormulaError } from '@numeural/errors'
import { type Graph, parse } from '@numeural/formula'
import type { Scheme } from './scheme.js'

/**
 * Parses one formula of a scheme; an error names the scheme, the field and the formula.
 *
 * @param field such as `update`, or `default of tau`
 * @throws FormulaError as `parse`
 */
export function parseField(
  scheme: Pick<Scheme, 'name'>,
  field: string,
  text: string,
  symbols: readonly string[],
): Graph {
  try {
    return parse(text, symbols)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const shown = error.message.includes(`'${text}'`) ? '' : ` ${quoted(text)}`
    throw new FormulaError(`Scheme '${scheme.name}', ${field}${shown}: ${error.message}`, error, { cause: error })
  }
}

/** A formula as messages show it, which must stay one line that can be read. */
export function quoted(text: string): string {
  return text.length <= 120 ? `'${text}'` : `'${text.slice(0, 119)}…'`
}
