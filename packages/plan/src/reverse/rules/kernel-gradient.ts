import type { KernelGradientOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** `⟨ḡ, ∂⟨y, Kx⟩/∂k⟩` is `⟨y, K(ḡ)x⟩`, with the adjoint as a kernel: `x̄ = K(ḡ)ᵀy`, `ȳ = K(ḡ)x`. */
export const kernelGradient: AdjointRule<KernelGradientOperation> = ({ geometry, x, y, result }, adjoints) => {
  const { builder } = adjoints
  const upstream = adjoints.vector(result)
  if (adjoints.isActive(x))
    adjoints.addTerms(x, [[builder.transposedConvolution(builder.signal(y), upstream, geometry)]])
  if (adjoints.isActive(y)) adjoints.addTerms(y, [[builder.convolution(builder.signal(x), upstream, geometry)]])
}
