import { refuseImplicit } from '../scheme/step-solver.js'
import { buildNetwork } from './build-network.js'
import { commonDescription } from './common-description.js'
import type { Network } from './network.js'
import type { SchemeNetworkOptions } from './options.js'
import { requireNonlinearity, requireOptions, requireScheme } from './require-options.js'
import { validateDescription } from './validate-description.js'

/**
 * A network that chains steps of a scheme for ∂u/∂t = −KᵀΦ(Ku). K is trained and normalised (or fixed), τ is kept
 * below the Euclidean bound of the explicit scheme, 2/(g_max‖K‖²), and every parameter stays in its domain.
 *
 * @throws ParameterError, FormulaError for options, schemes or nonlinearities that do not fit; the message names them
 */
export function schemeNetwork(options: SchemeNetworkOptions): Network {
  requireOptions(options)
  const { scheme, activation } = options
  requireScheme(scheme)
  requireNonlinearity(activation)
  const names = [...Object.keys(activation.parameters), ...Object.keys(scheme.parameters)]
  refuseImplicit(scheme)
  const { first, source, length, solver, ...definition } = scheme
  const description = {
    kind: 'scheme',
    ...commonDescription(options, names),
    scheme: {
      ...definition,
      ...(length === null ? {} : { length }),
      ...(first === null ? {} : { first }),
      ...(source === null ? {} : { source }),
    },
    length: options.length ?? length,
    coupled: options.coupled ?? false,
    norm: options.norm ?? 'rigorous',
    size: options.size === undefined ? null : { height: options.size.height ?? 1, width: options.size.width },
  }
  return buildNetwork(validateDescription(description, 'options'))
}
