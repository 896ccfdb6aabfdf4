import type { TransposedConvolutionOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** For `z = Kᵀy`: `ȳ = Kz̄` and, as `⟨z̄, Kᵀy⟩ = ⟨y, Kz̄⟩`, `k̄ = ∂⟨y, Kz̄⟩/∂k`. */
export const transposedConvolution: AdjointRule<TransposedConvolutionOperation> = (
  { geometry, y, kernel, result },
  adjoints,
) => {
  const { builder } = adjoints
  const upstream = adjoints.signal(result)
  if (adjoints.isActive(y)) adjoints.addTerms(y, [[builder.convolution(upstream, builder.vector(kernel), geometry)]])
  if (adjoints.isActive(kernel))
    adjoints.addVector(kernel, builder.kernelGradient(upstream, builder.signal(y), geometry))
}
