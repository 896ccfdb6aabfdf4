import type { Grid } from '../grid/grid.js'
import type { Transfers } from '../grid/transfer-choice.js'
import type { Problem } from './problem.js'
import type { Stencil } from './stencil.js'

/** What a problem is on one grid: its operator, and the fields that it reads. */
export interface GridProblem {
  readonly grid: Grid
  readonly operator: Problem['operator']
  readonly diagonal: Problem['diagonal']
  readonly colours: 2 | 4
  /** The fields on this grid. */
  readonly fields: Readonly<Record<string, FieldData>>
  /** The operator's numbers, where something needs them. */
  readonly stencil?: Stencil
}

/** Numbers of a field on one grid. */
export interface FieldData {
  readonly channels: number
  readonly data: ArrayLike<number>
}

/** A problem on all its grids, the finest first. */
export interface GridProblems {
  readonly linear: boolean
  readonly channels: number
  readonly grids: readonly GridProblem[]
  readonly transfers: Transfers
  readonly freeze: Problem['freeze']
}

/** The sizes of all grids. */
export function sizesOf({ grids }: GridProblems): { readonly height: number; readonly width: number }[] {
  return grids.map(({ grid: { height, width } }) => ({ height, width }))
}
