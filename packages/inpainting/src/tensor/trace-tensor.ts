import { channelOf, type Operand, type Signal } from '@numeural/core'
import { evaluate, type Graph, GraphBuilder, parse } from '@numeural/formula'
import type { OperatorTrace } from '../problem/operator.js'
import { cellTensorOf, traceDivergence } from './divergence.js'
import { gaussianKernel } from './gaussian.js'
import { haarDetails, haarGeometry, interiorCells } from './haar-details.js'
import { mixedWeight, type Stencil } from './stencil.js'

/** Channels of a stored tensor: a, b, c and the weight a + c − 2δ of the mixed detail. */
export const tensorChannels = 4

/** Which tensor, of an image smoothed how, on which stencil. */
export interface TensorRule {
  /** Inputs P0, Q0, M0, P1, …: the Haar details of the smoothed channels; outputs a, b, c of the cell's tensor. */
  readonly tensor: Graph
  readonly stencil: Stencil
  /** Standard deviation of the Gaussian in pixels. */
  readonly sigma: number
}

/** The tensors of all cells for an image; 0 on cells that reach beyond it. */
export function traceTensor({ builder, constants }: OperatorTrace, u: Signal, rule: TensorRule): Signal {
  const kernel = gaussianKernel(rule.sigma)
  const { length } = kernel
  const inside = constants.signal('inside', { ...u.shape, channels: 1 }, () => interiorCells(u.shape))
  const smoothing = constants.vector('smoothing', length, () => kernel)
  const details = constants.vector('details', 12, () => haarDetails())
  const operands: Record<string, Operand> = { inside }
  for (let channel = 0; channel < u.shape.channels; channel++) {
    const signal = u.shape.channels === 1 ? u : builder.slice(u, channel, 1)
    const rows = builder.convolution(signal, smoothing, { width: length })
    const smooth = builder.convolution(rows, smoothing, { width: 1, height: length })
    const cells = builder.convolution(smooth, details, haarGeometry)
    for (const [index, name] of ['P', 'Q', 'M'].entries()) operands[`${name}${channel}`] = channelOf(cells, index)
  }
  return builder.concatenate(builder.maps(weightsGraph(rule), operands))
}

/** The tensor I of homogeneous diffusion on all cells, as constants. */
export function traceIdentity({ constants }: OperatorTrace, u: Signal, stencil: Stencil): Signal {
  return constants.signal('identity', { ...u.shape, channels: tensorChannels }, () => {
    const [mixed] = evaluate(parse(mixedWeight(stencil), ['a', 'b', 'c']), { a: 1, b: 0, c: 1 }) as [number]
    const inside = interiorCells(u.shape)
    const stored = new Float64Array(tensorChannels * inside.length)
    for (const [channel, weight] of [1, 0, 1, mixed].entries()) {
      const target = stored.subarray(channel * inside.length, (channel + 1) * inside.length)
      for (let cell = 0; cell < target.length; cell++) target[cell] = weight * inside[cell]!
    }
    return stored
  })
}

/** −∇ᵀ(D∇u) of one channel with stored tensors. */
export function traceTensorDivergence({ builder, constants }: OperatorTrace, u: Signal, stored: Signal): Signal {
  return traceDivergence(
    builder,
    u,
    cellTensorOf(stored),
    constants.vector('details', 12, () => haarDetails()),
  )
}

/** a, b, c and a + c − 2δ, all 0 on cells that reach beyond the image. */
function weightsGraph({ tensor, stencil }: TensorRule): Graph {
  const builder = new GraphBuilder()
  const [a, b, c] = builder.insert(tensor) as [number, number, number]
  const [mixed] = builder.insert(parse(mixedWeight(stencil), ['a', 'b', 'c']), { a, b, c }) as [number]
  const inside = builder.input('inside')
  return builder.finish([a, b, c, mixed].map((weight) => builder.apply('multiply', weight, inside)))
}
