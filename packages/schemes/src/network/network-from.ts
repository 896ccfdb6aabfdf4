import { buildNetwork } from './build-network.js'
import type { Network } from './network.js'
import { validateDescription } from './validate-description.js'

/**
 * The network that a description describes. The description may come from a file: it is checked first, and its formulas
 * are all that is needed.
 *
 * @throws ModelFileError `NETWORK_DESCRIPTION` naming the field that is wrong
 * @throws FormulaError, ParameterError for formulas that are malformed
 */
export function networkFrom(description: unknown): Network {
  return buildNetwork(validateDescription(description, 'file'))
}
