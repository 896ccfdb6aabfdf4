import { coarseLength, type Transfer, transfers } from '../../geometry/transfer.js'
import type { SignalShape } from '../../values/shape.js'

interface Setup {
  readonly fine: readonly [height: number, width: number]
  /** Default half the resolution. */
  readonly coarse?: readonly [height: number, width: number]
  readonly batch: number
}

/** One and two dimensions, even and odd, coarser by less than half, along one axis only, and not at all. */
const setups: readonly Setup[] = [
  { fine: [1, 64], batch: 1 },
  { fine: [1, 37], batch: 3 },
  { fine: [1, 2], batch: 3 },
  { fine: [8, 8], batch: 1 },
  { fine: [7, 7], batch: 3 },
  { fine: [9, 14], batch: 1 },
  { fine: [33, 6], batch: 1 },
  { fine: [5, 12], coarse: [4, 9], batch: 3 },
  { fine: [6, 10], coarse: [6, 5], batch: 1 },
  { fine: [40, 3], coarse: [7, 2], batch: 1 },
  { fine: [4, 5], coarse: [4, 5], batch: 1 },
]

/** A transfer between two grids. */
export interface TransferSetup {
  readonly name: string
  readonly batch: number
  readonly transfer: Transfer
  readonly large: SignalShape
  readonly small: SignalShape
}

/** Every setup for every kind of transfer. */
export function transferSetups(): TransferSetup[] {
  return transfers.flatMap((transfer) =>
    setups.map(({ fine, coarse = sizesOf(fine, (n) => coarseLength(transfer, n)), batch }) => {
      const name = `${transfer}, ${fine.join('×')} and ${coarse.join('×')}`
      return { name, batch, transfer, large: shapeOf(fine), small: shapeOf(coarse) }
    }),
  )
}

function sizesOf([height, width]: readonly [number, number], size: (n: number) => number): [number, number] {
  return [size(height), size(width)]
}

function shapeOf([height, width]: readonly [number, number]): SignalShape {
  return { channels: 2, height, width }
}
