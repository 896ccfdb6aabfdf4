import type { SumOverChannelsOperation } from '@numeural/plan'
import type { LoweringContext } from './context.js'
import { constant, type Instruction, signal } from './instruction.js'

export function lowerSumOverChannels(work: SumOverChannelsOperation, context: LoweringContext): Instruction[] {
  return [
    {
      kernel: context.kernel('sumOverChannels'),
      arguments: [
        { kind: 'count' },
        ...[signal(work.x), constant(context.sampleStride(work.x))],
        ...[signal(work.result), constant(context.sampleStride(work.result))],
        constant(context.shape(work.x).channels),
        constant(context.placement.of(work.x).storage.plane),
      ],
      scratch: 0,
    },
  ]
}
