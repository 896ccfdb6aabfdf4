import type { Operand, PlanBuilder, Signal, Vector } from '@numeural/core'
import { type Graph, parse, substitute } from '@numeural/formula'
import type { Grid } from '../../grid/grid.js'

/** A neighbour of every pixel along an axis. */
export interface Neighbour {
  /** x(neighbour) − x, zero beyond the boundary. */
  readonly difference: Signal
  /** 1 or −1: in front or behind. */
  readonly side: 1 | -1
  readonly axis: 'x' | 'y'
  /** Distance. */
  readonly h: number
}

/** The two neighbours along every axis. */
export function neighboursOf(builder: PlanBuilder, x: Signal, { spacing }: Grid, dimension: 1 | 2): Neighbour[] {
  const axes = dimension === 1 ? (['x'] as const) : (['x', 'y'] as const)
  return axes.flatMap((axis) =>
    ([1, -1] as const).map((side) => ({
      difference: beside(builder, x, axis, side, [-1, 1]),
      side,
      axis,
      h: spacing[axis],
    })),
  )
}

/**
 * weights[0]·x + weights[1]·(its neighbour), channel by channel; beyond the boundary the pixel is its own neighbour.
 */
function beside(
  builder: PlanBuilder,
  x: Signal,
  axis: 'x' | 'y',
  side: 1 | -1,
  [own, other]: readonly [number, number],
): Signal {
  const { channels } = x.shape
  const row = side === 1 ? [own, other] : [other, own]
  const numbers = Array.from({ length: channels * channels }, (_, pair) =>
    row.map((value) => `${pair % (channels + 1) === 0 ? value : 0}`),
  )
  const kernel: Vector = builder.scalars(numbers.flat(), {})
  const centre = side === 1 ? 0 : 1
  const size = axis === 'x' ? { width: 2, centreX: centre } : { width: 1, height: 2, centreY: centre }
  return builder.convolution(x, kernel, { ...size, outputChannels: channels })
}

/**
 * The diffusivities of the differences to all neighbours if one g(|∇x|) is shared by all channels and axes:
 * that of the pixel in front of which the difference lies, |∇x| by forward differences.
 */
export function coupledDiffusivities(builder: PlanBuilder, neighbours: readonly Neighbour[], g: Graph): Signal[] {
  const forward = neighbours.filter(({ side }) => side === 1)
  const squares = forward.map(({ difference, h }) =>
    builder.sumOverChannels(builder.map(`(r/${h})^2`, { r: difference })),
  )
  const s = squares.reduce((sum, next) => builder.map('a + b', { a: sum, b: next }))
  // The root's derivative is infinite at 0: as in the networks, so small a square counts as 0.
  const own = builder.map(substitute(g, { r: parse('s > 1e-30 ? sqrt(s) : 0', ['s']) }), { s })
  return neighbours.map(({ side, axis }) => (side === 1 ? own : beside(builder, own, axis, -1, [0, 1])))
}

/** Operands r0, r1, … of a formula. */
export function numbered(prefix: string, operands: readonly Operand[]): Record<string, Operand> {
  return Object.fromEntries(operands.map((operand, k) => [`${prefix}${k}`, operand]))
}
