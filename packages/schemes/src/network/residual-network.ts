import { buildNetwork } from './build-network.js'
import { commonDescription } from './common-description.js'
import type { Network } from './network.js'
import type { ResidualNetworkOptions } from './options.js'
import { requireNonlinearity, requireOptions } from './require-options.js'
import { validateDescription } from './validate-description.js'

/**
 * The standard residual network, the baseline of C21: blocks u⁺ = σ₂(u + W₂ σ₁(W₁u + b₁) + b₂) (eq. 6) with σ₂ = Id,
 * σ₁ = Φ, and W₁, W₂, b₁, b₂ trained. Nothing is normalised and no stability is guaranteed.
 */
export function residualNetwork(options: ResidualNetworkOptions): Network {
  requireOptions(options)
  requireNonlinearity(options.activation)
  const description = {
    kind: 'residual',
    ...commonDescription(options, Object.keys(options.activation.parameters)),
  }
  return buildNetwork(validateDescription(description, 'options'))
}
