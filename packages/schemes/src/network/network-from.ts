import { nonlinearityFrom, schemeFrom } from './description.js'
import type { Network, NetworkKind } from './network.js'
import { buildResidualNetwork } from './residual-network.js'
import { buildSchemeNetwork } from './scheme-network.js'
import { validateDescription } from './validate-description.js'

/**
 * The network that a description describes, the only way from JSON to a network. The description may come from a file:
 * it is checked first, and its formulas are all that is needed.
 *
 * @param kinds networks of other packages that the description may be of
 * @throws ModelFileError `NETWORK_DESCRIPTION` naming the field that is wrong
 * @throws FormulaError, ParameterError for formulas that are malformed
 */
export function networkFrom(description: unknown, kinds: readonly NetworkKind[] = []): Network {
  const kind = (description as { kind?: unknown } | null | undefined)?.kind
  const other = kinds.find((each) => each.kind === kind)
  if (other !== undefined) return other.from(description)
  const valid = validateDescription(description, kinds)
  const { activation, ...common } = valid
  const nonlinearity = nonlinearityFrom(activation)
  return common.kind === 'scheme'
    ? buildSchemeNetwork({ ...common, nonlinearity, scheme: schemeFrom(common.scheme) })
    : buildResidualNetwork({ ...common, nonlinearity })
}
