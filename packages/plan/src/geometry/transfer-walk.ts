import type { SignalShape } from '../values/shape.js'
import { interpolation, type Transfer } from './transfer.js'

interface Entry {
  readonly fine: number
  readonly coarse: number
  readonly weight: number
}

/** The entries of one axis of P that are not zero. */
function entries(transfer: Transfer, fine: number, coarse: number): Entry[] {
  const { first, weight } = interpolation(transfer, fine, coarse)
  const all = Array.from(first, (j, i) => [
    { fine: i, coarse: j, weight: 1 - weight[i]! },
    { fine: i, coarse: j + 1, weight: weight[i]! },
  ])
  return all.flat().filter((entry) => entry.weight !== 0 && entry.coarse >= 0 && entry.coarse < coarse)
}

/**
 * Calls `visit` for every entry of a prolongation, P[fine, coarse] = weight.
 * Prolongation and restriction both walk this one list, so that the transpose is exact by construction.
 */
export function createTransferWalk(
  transfer: Transfer,
  fine: SignalShape,
  coarse: SignalShape,
): (batch: number, visit: (fine: number, coarse: number, weight: number) => void) => void {
  const rows = entries(transfer, fine.height, coarse.height)
  const columns = entries(transfer, fine.width, coarse.width)
  return (batch, visit) => {
    for (let plane = 0; plane < batch * fine.channels; plane++) {
      for (const row of rows) {
        const fineRow = (plane * fine.height + row.fine) * fine.width
        const coarseRow = (plane * coarse.height + row.coarse) * coarse.width
        for (const column of columns)
          visit(fineRow + column.fine, coarseRow + column.coarse, row.weight * column.weight)
      }
    }
  }
}
