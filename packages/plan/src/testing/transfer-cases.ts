import { averagingScale, coarseLength, transfers } from '../geometry/transfer.js'
import type { SignalShape } from '../values/shape.js'
import { type PlanCase, weighted } from './plan-case.js'

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

/** Restriction and prolongation of every kind in every setup, and that they are each other's transpose. */
export function transferCases(): PlanCase[] {
  return transfers.flatMap((transfer) =>
    setups.flatMap(({ fine, coarse = sizesOf(fine, (n) => coarseLength(transfer, n)), batch }): PlanCase[] => {
      const [large, small] = [shapeOf(fine), shapeOf(coarse)]
      const name = `${transfer}, ${fine.join('×')} and ${coarse.join('×')}, batch ${batch}`
      return [
        {
          name: `restriction: ${name}`,
          operation: 'restriction',
          batch,
          build: (builder) =>
            weighted(
              builder,
              builder.restrict(builder.input('x', large), { transfer, height: small.height, width: small.width }),
            ),
        },
        {
          name: `prolongation: ${name}`,
          operation: 'prolongation',
          batch,
          build: (builder) =>
            weighted(
              builder,
              builder.prolong(builder.input('x', small), {
                transfer,
                height: large.height,
                width: large.width,
                scale: 3,
              }),
            ),
        },
      ]
    }),
  )
}

/** Plans whose outputs `left` = ⟨sPᵀu, v⟩ and `right` = ⟨u, sPv⟩ must agree to rounding. */
export function transferAdjointnessCases(): PlanCase[] {
  return transfers.flatMap((transfer) =>
    setups.map(({ fine, coarse = sizesOf(fine, (n) => coarseLength(transfer, n)), batch }): PlanCase => {
      const [large, small] = [shapeOf(fine), shapeOf(coarse)]
      const scale = averagingScale(transfer, large, small)
      return {
        name: `⟨Ru, v⟩ = ⟨u, Rᵀv⟩: ${transfer}, ${fine.join('×')} and ${coarse.join('×')}`,
        operation: 'adjointness',
        batch,
        build: (builder) => {
          const [u, v] = [builder.input('u', large), builder.input('v', small)]
          const restricted = builder.restrict(u, { transfer, height: small.height, width: small.width })
          const prolonged = builder.prolong(v, { transfer, height: large.height, width: large.width, scale })
          builder.output('left', builder.dot(restricted, v))
          builder.output('right', builder.dot(u, prolonged))
        },
      }
    }),
  )
}

function sizesOf([height, width]: readonly [number, number], size: (n: number) => number): [number, number] {
  return [size(height), size(width)]
}

function shapeOf([height, width]: readonly [number, number]): SignalShape {
  return { channels: 2, height, width }
}
