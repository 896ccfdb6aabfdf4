import type { KernelGeometry } from '@numeural/core'
import { axisPatterns, type Pattern, type Patterns } from './axis-patterns.js'

/** Height and width in samples; null along an axis stands for every size. */
export interface SignalSize {
  readonly height: number | null
  readonly width: number | null
}

/** Stands for signals of every size. */
export const anySize: SignalSize = { height: null, width: null }

const known = new Map<string, Patterns>()

/**
 * The different rows and columns of one block (one output, one input channel) of a convolution matrix, as groups of
 * indices into the block's `height × width` kernel entries.
 * In two dimensions they are products of those along the axes.
 */
export function kernelPatterns(geometry: KernelGeometry, size: SignalSize): Patterns {
  const { height, width, centreX, centreY, boundary } = geometry
  // The patterns depend on little, and are asked for in every training step.
  const clipped = (count: number | null, extent: number): number | null =>
    count === null ? null : Math.min(count, 2 * extent)
  const key = JSON.stringify([
    height,
    width,
    centreX,
    centreY,
    boundary,
    clipped(size.height, height),
    clipped(size.width, width),
  ])
  let patterns = known.get(key)
  if (patterns === undefined) {
    const y = axisPatterns({ width: height, centre: centreY, boundary }, size.height)
    const x = axisPatterns({ width, centre: centreX, boundary }, size.width)
    patterns = { rows: products(y.rows, x.rows, width), columns: products(y.columns, x.columns, width) }
    known.set(key, patterns)
  }
  return patterns
}

function products(ys: readonly Pattern[], xs: readonly Pattern[], width: number): Pattern[] {
  return ys.flatMap((y) =>
    xs.map((x) => y.flatMap((groupY) => x.map((groupX) => groupY.flatMap((a) => groupX.map((b) => a * width + b))))),
  )
}
