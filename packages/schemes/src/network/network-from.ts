import { describedNonlinearity, schemeFrom } from './description.js'
import type { Network, NetworkBuilder } from './network.js'
import { buildResidualNetwork } from './residual-network.js'
import { buildSchemeNetwork } from './scheme-network.js'
import { validateDescription } from './validate-description.js'

/**
 * The network that a description describes, the only way from JSON to a network. The description may come from a file:
 * it is checked first, and its formulas are all that is needed.
 *
 * @param builders of networks of other packages, such as `plugin.networks` of `@numeural/multigrid`
 * @throws ModelFileError `NETWORK_DESCRIPTION` naming the field that is wrong
 * @throws FormulaError, ParameterError for formulas that are malformed
 */
export function networkFrom(description: unknown, builders: readonly NetworkBuilder[] = []): Network {
  const kind = (description as { kind?: unknown } | null | undefined)?.kind
  const other = builders.find(({ name }) => name === kind)
  if (other !== undefined) return other.from(description)
  const valid = validateDescription(description, builders)
  const { activation, ...common } = valid
  const nonlinearity = describedNonlinearity(activation)
  return common.kind === 'scheme'
    ? buildSchemeNetwork({ ...common, nonlinearity, scheme: schemeFrom(common.scheme) })
    : buildResidualNetwork({ ...common, nonlinearity })
}
