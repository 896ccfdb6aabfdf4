import type { Transfer } from '@numeural/core'
import { refused, requireKnown, requireOneOf } from '@numeural/errors'
import { linearTransfer, type Placement } from './grid.js'

/** How a solver goes from grid to grid. */
export interface Transfers {
  /** Of residuals and unknowns to the coarser grid: an average, the transpose of a prolongation up to its scale. */
  readonly restriction: Transfer
  /** Of corrections to the finer grid. */
  readonly prolongation: Transfer
}

/**
 * - `linear`: linear interpolation and its transpose (full weighting);
 * - `constant`: cell averages and nearest neighbour (C21 sec. 5); cells only.
 *   Together they have too low an order for second-order equations: factors grow with the number of grids;
 * - `mixed`: cell averages and linear interpolation; cells only.
 */
export type TransferChoice = 'linear' | 'constant' | 'mixed' | Transfers

const allTransfers = [
  'cell-average',
  'cell-linear',
  'vertex-linear',
  'interior-linear',
] as const satisfies readonly Transfer[]

/** The transfers of a placement. Default: `mixed` for cells, `linear` for vertices. */
export function transfersOf(
  placement: Placement,
  choice: TransferChoice = placement === 'cells' ? 'mixed' : 'linear',
): Transfers {
  const option = { owner: 'createSolver', option: 'transfer', code: 'MULTIGRID_OPTION' }
  if (typeof choice === 'object') {
    requireKnown({ ...option, owner: 'transfer' }, choice, { restriction: true, prolongation: true })
    for (const name of ['restriction', 'prolongation'] as const) {
      requireOneOf({ ...option, option: `transfer.${name}` }, choice[name], allTransfers)
    }
    return choice
  }
  requireOneOf(option, choice, ['linear', 'constant', 'mixed'])
  const linear = linearTransfer[placement]
  if (choice === 'linear') return { restriction: linear, prolongation: linear }
  if (placement !== 'cells') throw refused(option, choice, 'linear, for unknowns on vertices')
  return { restriction: 'cell-average', prolongation: choice === 'constant' ? 'cell-average' : 'cell-linear' }
}
