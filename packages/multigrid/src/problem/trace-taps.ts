import type { PlanBuilder, Signal, SignalShape } from '@numeural/core'
import type { Level } from './problem.js'

/** A neighbour (dy, dx) that a stencil reads. */
export type Tap = readonly [dy: number, dx: number]

/** The taps of a 3×3 stencil, or of the cross in it, as far as a grid of this shape has such neighbours. */
export function tapsOf({ height, width }: Pick<SignalShape, 'height' | 'width'>, kind: 'cross' | 'box'): Tap[] {
  const sides = [-1, 0, 1]
  const all = sides.flatMap((dy) => sides.map((dx): Tap => [dy, dx]))
  return all.filter(
    ([dy, dx]) => (kind === 'box' || dy * dx === 0) && (dy === 0 || height > 1) && (dx === 0 || width > 1),
  )
}

/**
 * Traces the operator that reads these taps with weights of its own for every unknown; beyond the boundary is zero.
 *
 * @param weights `[taps, height, width]` on this grid, the same for all channels
 */
export function traceTaps(x: Signal, level: Level, taps: readonly Tap[], weights: () => Float64Array): Signal {
  const products = taps.map((tap) =>
    level.builder.map('w*x', { w: traceTap(x, level, taps, tap, weights), x: shifted(level.builder, x, tap) }),
  )
  return products.reduce((sum, next) => level.builder.map('a + b', { a: sum, b: next }))
}

/** The weights of one of the taps, for every channel. */
export function traceTap(
  x: Signal,
  level: Level,
  taps: readonly Tap[],
  [dy, dx]: Tap,
  weights: () => Float64Array,
): Signal {
  const { height, width } = level.grid
  const index = taps.findIndex((tap) => tap[0] === dy && tap[1] === dx)
  return level.constant(`tap ${dy} ${dx}`, x.shape.channels, () => {
    const own = weights().subarray(index * height * width, (index + 1) * height * width)
    const all = new Float64Array(x.shape.channels * own.length)
    for (let c = 0; c < x.shape.channels; c++) all.set(own, c * own.length)
    return all
  })
}

/** The neighbour (dy, dx) of every unknown, zero outside: a convolution with one entry that is not zero. */
export function shifted(builder: PlanBuilder, x: Signal, [dy, dx]: Tap): Signal {
  if (dy === 0 && dx === 0) return x
  const { channels } = x.shape
  const [height, width] = [Math.abs(dy) + 1, Math.abs(dx) + 1]
  const [centreY, centreX] = [Math.max(-dy, 0), Math.max(-dx, 0)]
  const entry = (dy + centreY) * width + dx + centreX
  const kernel = Array.from({ length: channels * channels * height * width }, (_, k) => {
    const pair = Math.floor(k / (height * width))
    return k % (height * width) === entry && pair % (channels + 1) === 0 ? '1' : '0'
  })
  const geometry = { height, width, outputChannels: channels, centreY, centreX, boundary: 'zero' } as const
  return builder.convolution(x, builder.scalars(kernel, {}), geometry)
}
