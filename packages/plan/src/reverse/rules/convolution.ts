import type { ConvolutionOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** `ū = Kᵀȳ`, `k̄ = ∂⟨ȳ, Ku⟩/∂k`. */
export const convolution: AdjointRule<ConvolutionOperation> = ({ geometry, x, kernel, result }, adjoints) => {
  const { builder } = adjoints
  const upstream = adjoints.signal(result)
  if (adjoints.isActive(x)) {
    adjoints.addTerms(x, [[builder.transposedConvolution(upstream, builder.vector(kernel), geometry)]])
  }
  if (adjoints.isActive(kernel))
    adjoints.addVector(kernel, builder.kernelGradient(builder.signal(x), upstream, geometry))
}
