import { judge } from './aims.js'
import { numberText } from './number-text.js'

/**
 * The aims, a row for each that was measured; the first row holds the headings.
 *
 * @param {import('./aims.js').Results} results
 * @returns {string[][]}
 */
export function aimsTable(results) {
  const rows = judge(results).flatMap(({ aim, wanted, measured, holds }) =>
    measured === null ? [] : [[aim, wanted, numberText(measured), holds ? 'yes' : 'no']],
  )
  return [['ratio', 'wanted', 'measured', 'reached'], ...rows]
}
