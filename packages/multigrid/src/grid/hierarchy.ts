import { refused, requireKnown, requireNumber, requireOneOf, requireWhole } from '@numeural/errors'
import { coarserGrid, type Grid, type Placement } from './grid.js'

/** What {@link gridsOf} needs. */
export interface HierarchyOptions {
  readonly placement: Placement
  readonly height: number
  readonly width: number
  /** Distance of neighbouring unknowns on the finest grid. Default 1. */
  readonly spacing?: number | { readonly y: number; readonly x: number }
  /** Number of grids. Default: until a grid has at most {@link coarsest} unknowns. */
  readonly levels?: number
  /** Unknowns at which coarsening ends. Default 16. */
  readonly coarsest?: number
}

const known = {
  placement: true,
  height: true,
  width: true,
  spacing: true,
  levels: true,
  coarsest: true,
} satisfies Record<keyof HierarchyOptions, true>

/**
 * The grids of a problem, the finest first; each has half the resolution of the one before, whatever its size:
 * 2n and 2n − 1 cells become n, 2n + 1 and 2n interior vertices become n. All cover the same domain.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 */
export function gridsOf(options: HierarchyOptions): Grid[] {
  const by = { owner: 'gridsOf', code: 'MULTIGRID_OPTION' }
  requireKnown(by, options, known)
  const { placement, height, width, spacing = 1, levels, coarsest = 16 } = options
  requireOneOf({ ...by, option: 'placement' }, placement, ['cells', 'vertices', 'interior'])
  requireWhole({ ...by, option: 'height' }, height)
  requireWhole({ ...by, option: 'width' }, width)
  const { y, x } = typeof spacing === 'number' ? { y: spacing, x: spacing } : spacing
  for (const distance of [y, x]) requireNumber({ ...by, option: 'spacing' }, distance, { above: 0 })
  if (levels !== undefined) requireWhole({ ...by, option: 'levels' }, levels)
  requireWhole({ ...by, option: 'coarsest' }, coarsest)

  let last: Grid = { level: 0, height, width, spacing: { y, x } }
  const grids = [last]
  while (levels === undefined ? last.height * last.width > coarsest : grids.length < levels) {
    const next = coarserGrid(placement, last)
    if (next === null) {
      if (levels === undefined) return grids
      const rule = `a whole number from 1 to ${grids.length} for ${height}×${width} unknowns`
      throw refused({ ...by, option: 'levels' }, levels, rule, 'Leave levels out to go as far as it pays.')
    }
    grids.push(next)
    last = next
  }
  return grids
}
