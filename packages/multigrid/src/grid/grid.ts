import { coarseLength, type Transfer } from '@numeural/core'

/**
 * Where the unknowns lie along each axis:
 * - `cells`: centres of cells (images), reflecting boundaries;
 * - `vertices`: vertices, those on the boundary included;
 * - `interior`: vertices inside the domain; the boundary has given values (zero).
 */
export type Placement = 'cells' | 'vertices' | 'interior'

/** One grid of a hierarchy. */
export interface Grid {
  /** 0 is the finest. */
  readonly level: number
  readonly height: number
  readonly width: number
  /** Distance of neighbouring unknowns along each axis. */
  readonly spacing: { readonly y: number; readonly x: number }
}

/** By how much a grid has fewer unknowns along an axis than intervals. */
const missing: Readonly<Record<Placement, number>> = { cells: 0, vertices: -1, interior: 1 }

/** The linear transfer that belongs to a placement. */
export const linearTransfer: Readonly<Record<Placement, Transfer>> = {
  cells: 'cell-linear',
  vertices: 'vertex-linear',
  interior: 'interior-linear',
}

/** The next coarser grid over the same domain, of half the resolution; null if there is none. */
export function coarserGrid(placement: Placement, fine: Grid): Grid | null {
  const length = (n: number): number => (n === 1 ? 1 : coarseLength(linearTransfer[placement], n))
  const [height, width] = [length(fine.height), length(fine.width)]
  if (height === fine.height && width === fine.width) return null
  const ratio = (n: number, m: number): number => (n === m ? 1 : (n + missing[placement]) / (m + missing[placement]))
  return {
    level: fine.level + 1,
    height,
    width,
    spacing: { y: fine.spacing.y * ratio(fine.height, height), x: fine.spacing.x * ratio(fine.width, width) },
  }
}
