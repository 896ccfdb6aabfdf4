import { isBlockNetwork, isSchemeNetwork } from './block-network.js'
import type { Network } from './network.js'

/** Grey values are in [0, 255]. */
const greyRange = 255

/**
 * How far the values that a network gives may lie from those that it is given, whatever their range: that of grey
 * values for networks with biases or with an activation that may not be 0 at 0, and 0 for diffusion, which keeps to the
 * range of its data.
 */
export function largestOffset(network: Network): number {
  const isDiffusion = isBlockNetwork(network) && isSchemeNetwork(network) && !network.nonlinearity.activationOnly
  return isDiffusion ? 0 : greyRange
}
