import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { convolutionCall } from './convolution-call.js'
import { constant, signal } from './instruction.js'
import type { Lowering } from './lowering.js'

export const kernelGradient: Lowering<OperationOf<'kernel-gradient'>> = {
  lower({ geometry, x, y, result }, context) {
    return [
      convolutionCall('kernelGradient', geometry, context.shape(x), context, [
        ...[signal(x), constant(context.sampleStride(x))],
        ...[signal(y), constant(context.sampleStride(y))],
        { kind: 'partial', value: result },
      ]),
    ]
  },

  sampleWork: ({ geometry: { outputChannels, height, width }, x }, plan) =>
    sizeOf(shapeOf(plan, x)) * outputChannels * height * width,
}
