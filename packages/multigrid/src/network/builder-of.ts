import { ModelFileError, type ParameterError } from '@numeural/errors'
import { nonlinearityFrom } from '@numeural/schemes'
import type { GridNetwork } from './grid-network.js'
import type { NetworkOptions } from './network-settings.js'

/** What builds networks of a kind from their descriptions, which are their options. */
export function builderOf<const Name extends GridNetwork['kind']>(
  name: Name,
  make: (options: NetworkOptions) => GridNetwork,
) {
  return {
    name,
    from(description: unknown) {
      const { kind: _, activation, ...options } = description as Record<string, unknown>
      const nonlinearity = activation === null ? null : nonlinearityFrom(activation)
      try {
        return make({ ...options, activation: nonlinearity })
      } catch (error) {
        throw asFileError(error)
      }
    },
  }
}

/** Options that make no network come from a damaged file here. */
function asFileError(error: unknown): unknown {
  const { code, message, given, allowed } = error as ParameterError
  if (typeof code !== 'string' || !code.startsWith('MULTIGRID_')) return error
  return new ModelFileError(
    `Network description: ${message}`,
    {
      code: 'NETWORK_DESCRIPTION',
      given,
      ...(allowed === undefined ? {} : { allowed }),
      hint: 'The file is damaged, or not a description of a network.',
    },
    { cause: error },
  )
}
