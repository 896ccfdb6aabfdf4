import { channelOf, type Operand, type Plan, PlanBuilder, type Signal } from '@numeural/core'
import { type Graph, GraphBuilder, parse } from '@numeural/formula'
import { mixedWeight, type Stencil } from '../stencil.js'
import { traceDivergence } from './divergence.js'
import { haarGeometry } from './haar-details.js'

/** What {@link evaluationPlan} needs to know. */
export interface EvaluationOptions {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** Inputs P0, Q0, M0, P1, …: the Haar details of the smoothed channels; outputs a, b, c of the cell's tensor. */
  readonly tensor: Graph
  readonly stencil: Stencil
  /** Length of the smoothing kernel. */
  readonly smoothingLength: number
}

/**
 * Smoothing, tensor and the residual of the nonlinear equation in one run. Input `u` (all channels); states `free` (1 on unknown
 * pixels) and `inside` (1 on cells within the image); parameters: the smoothing kernel, then the kernel of K. Outputs: `tensor`
 * (a, b, c, mixed), `residual` = (1 − c)∇ᵀ(D(u)∇u), `squared`, its squared norm in every channel.
 */
export function evaluationPlan(options: EvaluationOptions): Plan {
  const { width, height, channels, smoothingLength } = options
  const builder = new PlanBuilder('float64')
  const u = builder.input('u', { channels, height, width })
  const free = builder.state('free', { channels: 1, height, width })
  const inside = builder.state('inside', { channels: 1, height, width })
  const smoothing = builder.parameter('smoothing', smoothingLength)
  const details = builder.parameter('details', 12)

  const channelSignals = Array.from({ length: channels }, (_, channel) =>
    channels === 1 ? u : builder.slice(u, channel, 1),
  )
  const operands: Record<string, Operand> = { inside }
  channelSignals.forEach((signal, channel) => {
    const rows = builder.convolution(signal, smoothing, { width: smoothingLength })
    const smooth = builder.convolution(rows, smoothing, { width: 1, height: smoothingLength })
    const cells = builder.convolution(smooth, details, haarGeometry)
    for (const [index, name] of ['P', 'Q', 'M'].entries()) operands[`${name}${channel}`] = channelOf(cells, index)
  })

  const [a, b, c, mixed] = builder.maps(weightsGraph(options.tensor, options.stencil), operands) as [
    Signal,
    Signal,
    Signal,
    Signal,
  ]
  const residuals = channelSignals.map((signal) => {
    const minus = traceDivergence(builder, signal, { a, b, c, mixed }, details)
    return builder.map('-free*minus', { free, minus })
  })
  const residual = channels === 1 ? residuals[0] : builder.concatenate(residuals)
  builder.output('tensor', builder.concatenate([a, b, c, mixed]))
  builder.output('residual', residual)
  builder.output('squared', builder.sumPerChannel(residual, residual))
  return builder.finish()
}

/** a, b, c and a + c − 2δ, all 0 on cells that reach beyond the image. */
function weightsGraph(tensor: Graph, stencil: Stencil): Graph {
  const builder = new GraphBuilder()
  const [a, b, c] = builder.insert(tensor) as [number, number, number]
  const [mixed] = builder.insert(parse(mixedWeight(stencil), ['a', 'b', 'c']), { a, b, c }) as [number]
  const inside = builder.input('inside')
  return builder.finish([a, b, c, mixed].map((weight) => builder.apply('multiply', weight, inside)))
}
