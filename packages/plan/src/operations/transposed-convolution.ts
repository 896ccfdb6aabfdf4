import { checkKernel, expectChannels, type KernelGeometry } from '../geometry/geometry.js'
import { createTapWalk } from '../geometry/taps.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/**
 * `result = Kᵀ y`, the exact transpose with its boundary rule;
 * y has `geometry.outputChannels`, the result `geometry.inputChannels`.
 */
export interface TransposedConvolutionOperation {
  readonly op: 'transposed-convolution'
  readonly geometry: KernelGeometry
  readonly y: ValueId
  readonly kernel: ValueId
  readonly result: ValueId
}

export function addTransposedConvolution(
  draft: Draft<TransposedConvolutionOperation>,
  y: Signal,
  kernel: Vector,
  geometry: KernelGeometry,
): Signal {
  checkKernel(geometry, draft.vector(kernel.id).length)
  expectChannels(draft.signal(y.id).shape, geometry.outputChannels)
  const result = draft.newSignal({ ...y.shape, channels: geometry.inputChannels })
  draft.add({ op: 'transposed-convolution', geometry, y: y.id, kernel: kernel.id, result: result.id })
  return result
}

export const transposedConvolution: Definition<TransposedConvolutionOperation> = {
  reads: ({ y, kernel }) => [y, kernel],
  results: ({ result }) => [result],

  /** `Kᵀy`: every product of the convolution, from where it went back to where it came from. */
  step({ geometry, y, kernel, result }, plan) {
    const walk = createTapWalk(geometry, shapeOf(plan, y))
    return ({ batch, values }) => {
      const [v, k, out] = [values[y]!, values[kernel]!, values[result]!]
      out.fill(0)
      walk(batch, (from, tap, to) => {
        out[to]! += k[tap]! * v[from]!
      })
    }
  },

  /** For `z = Kᵀy`: `ȳ = Kz̄` and, as `⟨z̄, Kᵀy⟩ = ⟨y, Kz̄⟩`, `k̄ = ∂⟨y, Kz̄⟩/∂k`. */
  adjoint({ geometry, y, kernel, result }, adjoints) {
    const { builder } = adjoints
    const upstream = adjoints.signal(result)
    if (adjoints.isActive(y)) adjoints.addTerms(y, [[builder.convolution(upstream, builder.vector(kernel), geometry)]])
    if (adjoints.isActive(kernel))
      adjoints.addVector(kernel, builder.kernelGradient(upstream, builder.signal(y), geometry))
  },
}
