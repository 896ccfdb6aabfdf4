import type { ReduceOperation } from '../../plan/operation.js'
import type { LoweringContext } from './context.js'
import { constant, type Instruction, signal } from './instruction.js'

// Numbers of kinds and ranges, as in assembly/reduction.ts.
const kinds = { sum: 0, dot: 1, maximum: 2 } as const
const ranges = { all: 0, channel: 1, sample: 2 } as const

export function lowerReduce(work: ReduceOperation, context: LoweringContext): Instruction[] {
  const { channels, height, width } = context.shape(work.x)
  const y = work.y ?? work.x
  return [
    {
      kernel: context.kernel('reduce'),
      arguments: [
        { kind: 'count' },
        ...[signal(work.x), constant(context.sampleStride(work.x))],
        ...[signal(y), constant(context.sampleStride(y))],
        { kind: work.over === 'sample' ? 'sample' : 'partial', value: work.result },
        ...[kinds[work.kind], ranges[work.over], channels, height, width].map(constant),
      ],
      scratch: 0,
    },
  ]
}
