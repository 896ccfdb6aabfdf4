import type { KernelGeometry } from '@numeural/core'
import type { BlockSettings, SchemeSettings } from './block-settings.js'
import type { NetworkDescription, ResidualNetworkDescription, SchemeNetworkDescription } from './description.js'
import type { Network } from './network.js'

/** A network that is a chain of blocks around one nonlinearity, with everything it was made from. */
export interface BlockNetwork extends Network, BlockSettings {
  readonly kind: 'scheme' | 'residual'
  readonly description: NetworkDescription
  /** Of K: from the network's channels to its filters. */
  readonly geometry: KernelGeometry
}

/** A chain of steps of a scheme; see `schemeNetwork`. */
export interface SchemeNetwork extends BlockNetwork, SchemeSettings {
  readonly kind: 'scheme'
  readonly description: SchemeNetworkDescription
}

/** A chain of standard residual blocks; see `residualNetwork`. */
export interface ResidualNetwork extends BlockNetwork {
  readonly kind: 'residual'
  readonly description: ResidualNetworkDescription
}

/** Whether a network is a chain of blocks around one nonlinearity. */
export function isBlockNetwork(network: Network): network is SchemeNetwork | ResidualNetwork {
  return network.kind === 'scheme' || network.kind === 'residual'
}

/** Whether a network is a chain of steps of a scheme. */
export function isSchemeNetwork(network: Network): network is SchemeNetwork {
  return network.kind === 'scheme'
}
