import { type OperationOf, sizeOf, type ValueId } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type Argument, constant } from './instruction.js'
import type { Lowering } from './lowering.js'

// Numbers of kinds and ranges, as in assembly/reduction.ts.
const kinds = { sum: 0, dot: 1, maximum: 2 } as const
const ranges = { all: 0, channel: 1, sample: 2 } as const

export const reduce: Lowering<OperationOf<'reduce'>> = {
  lower(work, context) {
    const { channels, height, width } = context.shape(work.x)
    const { isBanded } = context
    const operand = (value: ValueId): Argument[] => {
      const { sampleStride, plane } = context.strides(value)
      return [{ kind: 'signal', value, channel: 0, atBand: isBanded }, constant(sampleStride), constant(plane)]
    }
    return [
      {
        kernel: context.kernel('reduce'),
        arguments: [
          isBanded ? constant(1) : { kind: 'count' },
          ...operand(work.x),
          ...operand(work.y ?? work.x),
          { kind: work.over === 'sample' ? 'sample' : 'partial', value: work.result },
          ...[kinds[work.kind], ranges[work.over], channels].map(constant),
          isBanded ? { kind: 'row-count' } : constant(height),
          constant(width),
        ],
        scratch: 0,
      },
    ]
  },

  sampleWork: ({ x }, plan) => sizeOf(shapeOf(plan, x)),
}
