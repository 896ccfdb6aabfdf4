import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { convolutionCall } from './convolution-call.js'
import { constant, signal, vector } from './instruction.js'
import type { Lowering } from './lowering.js'

export const convolution: Lowering<OperationOf<'convolution'>> = {
  lower({ geometry, x, kernel, result }, context) {
    return [
      convolutionCall('convolution', geometry, context.shape(x), context, [
        ...[signal(x), constant(context.sampleStride(x)), vector(kernel)],
        ...[signal(result), constant(context.sampleStride(result))],
      ]),
    ]
  },

  sampleWork: ({ geometry: { outputChannels, height, width }, x }, plan) =>
    sizeOf(shapeOf(plan, x)) * outputChannels * height * width,
}
