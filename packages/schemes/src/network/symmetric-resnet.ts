import { explicit } from '../scheme/explicit.js'
import type { SchemeNetwork } from './block-network.js'
import type { SymmetricResNetOptions } from './options.js'
import { buildSchemeNetwork } from './scheme-network.js'
import { schemeSettings } from './settle-options.js'

/**
 * A symmetric residual network: blocks u⁺ = u − τ KᵀΦ(Ku), which are explicit diffusion steps (C21 eq. 11). With the
 * default norm control it never increases the Euclidean norm, whatever its weights.
 *
 * @throws ParameterError, FormulaError for options or nonlinearities that do not fit; the message names them
 * @example
 * const network = symmetricResNet({
 *   dimension: 1, blocks: 7, kernel: { width: 3 }, activation: peronaMalik,
 * })
 */
export function symmetricResNet(options: SymmetricResNetOptions): SchemeNetwork {
  return buildSchemeNetwork(schemeSettings('symmetricResNet', options, explicit))
}
