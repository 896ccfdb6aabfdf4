import { checkKernel, expectChannels, type KernelGeometry, kernelLength } from '../geometry/geometry.js'
import { createTapWalk } from '../geometry/taps.js'
import { expectSameSpace } from '../values/checks.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `result[k] = ∂⟨y, Kx⟩/∂k`, summed over the batch in float64 in a fixed order; a vector with the kernel's layout. */
export interface KernelGradientOperation {
  readonly op: 'kernel-gradient'
  readonly geometry: KernelGeometry
  readonly x: ValueId
  readonly y: ValueId
  readonly result: ValueId
}

export function addKernelGradient(
  draft: Draft<KernelGradientOperation>,
  x: Signal,
  y: Signal,
  geometry: KernelGeometry,
): Vector {
  checkKernel(geometry, kernelLength(geometry))
  expectChannels(draft.signal(x.id).shape, geometry.inputChannels)
  expectChannels(draft.signal(y.id).shape, geometry.outputChannels)
  expectSameSpace(draft.signal(x.id).shape, draft.signal(y.id).shape)
  const result = draft.newVector(kernelLength(geometry))
  draft.add({ op: 'kernel-gradient', geometry, x: x.id, y: y.id, result: result.id })
  return result
}

export const kernelGradient: Definition<KernelGradientOperation> = {
  reads: ({ x, y }) => [x, y],
  results: ({ result }) => [result],

  /** `∂⟨y, Kx⟩/∂k`, summed over the batch. */
  step({ geometry, x, y, result }, plan) {
    const walk = createTapWalk(geometry, shapeOf(plan, x))
    return ({ batch, values }) => {
      const [u, v, out] = [values[x]!, values[y]!, values[result]!]
      out.fill(0)
      walk(batch, (to, tap, from) => {
        out[tap]! += v[to]! * u[from]!
      })
    }
  },

  /** `⟨ḡ, ∂⟨y, Kx⟩/∂k⟩` is `⟨y, K(ḡ)x⟩`, with the adjoint as a kernel: `x̄ = K(ḡ)ᵀy`, `ȳ = K(ḡ)x`. */
  adjoint({ geometry, x, y, result }, adjoints) {
    const { builder } = adjoints
    const upstream = adjoints.vector(result)
    if (adjoints.isActive(x))
      adjoints.addTerms(x, [[builder.transposedConvolution(builder.signal(y), upstream, geometry)]])
    if (adjoints.isActive(y)) adjoints.addTerms(y, [[builder.convolution(builder.signal(x), upstream, geometry)]])
  },
}
