import {
  type ConvolutionOptions,
  checkKernel,
  expectChannels,
  geometryFor,
  type KernelGeometry,
} from '../geometry/geometry.js'
import { createTapWalk } from '../geometry/taps.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `result = K x`. */
export interface ConvolutionOperation {
  readonly op: 'convolution'
  readonly geometry: KernelGeometry
  readonly x: ValueId
  readonly kernel: ValueId
  readonly result: ValueId
}

export function addConvolution(
  draft: Draft<ConvolutionOperation>,
  x: Signal,
  kernel: Vector,
  options: ConvolutionOptions | KernelGeometry,
): Signal {
  if ('inputChannels' in options) expectChannels(draft.signal(x.id).shape, options.inputChannels)
  const geometry = geometryFor(x.shape, options)
  checkKernel(geometry, draft.vector(kernel.id).length)
  const result = draft.newSignal({ ...x.shape, channels: geometry.outputChannels })
  draft.add({ op: 'convolution', geometry, x: x.id, kernel: kernel.id, result: result.id })
  return result
}

export const convolution: Definition<ConvolutionOperation> = {
  reads: ({ x, kernel }) => [x, kernel],
  results: ({ result }) => [result],

  /** `(Kx)[o, y, x] = Σ k[o, i, a, b] · x[i, y + a − centreY, x + b − centreX]` under the boundary rule. */
  step({ geometry, x, kernel, result }, plan) {
    const walk = createTapWalk(geometry, shapeOf(plan, x))
    return ({ batch, values }) => {
      const [u, k, out] = [values[x]!, values[kernel]!, values[result]!]
      out.fill(0)
      walk(batch, (to, tap, from) => {
        out[to]! += k[tap]! * u[from]!
      })
    }
  },

  /** `ū = Kᵀȳ`, `k̄ = ∂⟨ȳ, Ku⟩/∂k`. */
  adjoint({ geometry, x, kernel, result }, adjoints) {
    const { builder } = adjoints
    const upstream = adjoints.signal(result)
    if (adjoints.isActive(x)) {
      adjoints.addTerms(x, [[builder.transposedConvolution(upstream, builder.vector(kernel), geometry)]])
    }
    if (adjoints.isActive(kernel))
      adjoints.addVector(kernel, builder.kernelGradient(builder.signal(x), upstream, geometry))
  },
}
