import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { rowBytes } from '../../emit/lane-type.js'
import { constant, signal } from './instruction.js'
import type { Lowering } from './lowering.js'

/** Operations for a value: two divisions, which take as long as several products, and three products. */
const workPerValue = 12

export const tridiagonal: Lowering<OperationOf<'tridiagonal'>> = {
  lower(work, context) {
    const { channels, height, width } = context.shape(work.result)
    const { b, lower, diagonal, upper, result } = work
    return [
      {
        kernel: context.kernel('tridiagonal'),
        arguments: [
          { kind: 'count' },
          ...[b, lower, diagonal, upper, result].flatMap((id) => [signal(id), constant(context.sampleStride(id))]),
          { kind: 'scratch' },
          ...[channels, height, width, work.axis === 'x' ? 0 : 1].map(constant),
        ],
        // The ratios of a plane; of rows fewer are needed, as a kernel of rows takes four at a time.
        scratch: (work.axis === 'x' ? Math.min(height, 4) : height) * rowBytes(context.plan.dtype, width),
      },
    ]
  },

  sampleWork: ({ result }, plan) => workPerValue * sizeOf(shapeOf(plan, result)),
}
