import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { constant, signal } from './instruction.js'
import type { Lowering } from './lowering.js'

export const sumOverChannels: Lowering<OperationOf<'sum-over-channels'>> = {
  lower(work, context) {
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
  },

  sampleWork: ({ x }, plan) => sizeOf(shapeOf(plan, x)),
}
