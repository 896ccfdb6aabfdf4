import type { Nonlinearity } from '@numeural/activations'
import { describedNonlinearity } from './description.js'
import { validateNonlinearity } from './validate-description.js'

/**
 * The nonlinearity that a description describes: what `describeNonlinearity` wrote. The description may come from a
 * file: it is checked first.
 *
 * @throws ModelFileError `NETWORK_DESCRIPTION` naming the field that is wrong
 * @throws FormulaError, ParameterError for formulas that are malformed
 */
export function nonlinearityFrom(description: unknown): Nonlinearity {
  return describedNonlinearity(validateNonlinearity(description))
}
