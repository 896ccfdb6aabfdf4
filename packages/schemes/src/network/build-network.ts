import { buildResidualNetwork } from './build-residual-network.js'
import { buildSchemeNetwork } from './build-scheme-network.js'
import type { NetworkDescription } from './description.js'
import type { Network } from './network.js'

/** The network of a description that has been checked. */
export function buildNetwork(description: NetworkDescription): Network {
  return description.kind === 'scheme' ? buildSchemeNetwork(description) : buildResidualNetwork(description)
}
