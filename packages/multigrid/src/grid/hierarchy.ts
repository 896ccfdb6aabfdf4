import { ParameterError } from '@numeural/errors'
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

/**
 * The grids of a problem, the finest first; each has half the resolution of the one before, whatever its size: 2n and 2n − 1 cells
 * become n, 2n + 1 and 2n interior vertices become n. All cover the same domain.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 */
export function gridsOf({ placement, height, width, spacing = 1, levels, coarsest = 16 }: HierarchyOptions): Grid[] {
  const [y, x] = typeof spacing === 'number' ? [spacing, spacing] : [spacing.y, spacing.x]
  const grids: Grid[] = [{ level: 0, height, width, spacing: { y, x } }]
  const isEnough = (grid: Grid): boolean =>
    levels === undefined ? grid.height * grid.width <= coarsest : grids.length >= levels
  for (;;) {
    const last = grids[grids.length - 1]
    if (isEnough(last)) return grids
    const next = coarserGrid(placement, last)
    if (next === null) {
      if (levels === undefined) return grids
      throw new ParameterError(`${levels} levels were asked for: ${height}×${width} unknowns allow ${grids.length}.`, {
        code: 'MULTIGRID_OPTION',
        given: { levels },
        allowed: `1 to ${grids.length}`,
        hint: 'Leave levels out to go as far as it pays.',
      })
    }
    grids.push(next)
  }
}
