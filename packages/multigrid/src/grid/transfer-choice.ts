import type { Transfer } from '@numeural/core'
import { requireOption } from '../require.js'
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
 * - `constant`: cell averages and nearest neighbour (C21 sec. 5); cells only. Together they have too low an order for second-order
 *   equations: factors grow with the number of grids;
 * - `mixed`: cell averages and linear interpolation; cells only.
 */
export type TransferChoice = 'linear' | 'constant' | 'mixed' | Transfers

/** The transfers of a placement. Default: `mixed` for cells, `linear` for vertices. */
export function transfersOf(
  placement: Placement,
  choice: TransferChoice = placement === 'cells' ? 'mixed' : 'linear',
): Transfers {
  if (typeof choice === 'object') return choice
  requireOption('transfer', choice, ['linear', 'constant', 'mixed'].includes(choice), 'linear, constant or mixed')
  const linear = linearTransfer[placement]
  if (choice === 'linear') return { restriction: linear, prolongation: linear }
  requireOption('transfer', choice, placement === 'cells', 'linear, for unknowns on vertices')
  return { restriction: 'cell-average', prolongation: choice === 'constant' ? 'cell-average' : 'cell-linear' }
}
