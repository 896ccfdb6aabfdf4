import { explicit } from '../scheme/explicit.js'
import type { Network } from './network.js'
import type { SymmetricResNetOptions } from './options.js'
import { schemeNetwork } from './scheme-network.js'

/**
 * A symmetric residual network: blocks u⁺ = u − τ KᵀΦ(Ku), which are explicit diffusion steps (C21 eq. 11). With the
 * default norm control it never increases the Euclidean norm, whatever its weights.
 *
 * @example
 * const network = symmetricResNet({
 *   dimension: 1, blocks: 7, kernel: { width: 3 }, activation: peronaMalik,
 * })
 */
export function symmetricResNet(options: SymmetricResNetOptions): Network {
  return schemeNetwork({ ...options, scheme: explicit })
}
