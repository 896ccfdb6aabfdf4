import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { convolutionCall } from './convolution-call.js'
import { constant, signal, vector } from './instruction.js'
import type { Lowering } from './lowering.js'

export const transposedConvolution: Lowering<OperationOf<'transposed-convolution'>> = {
  lower({ geometry, y, kernel, result }, context) {
    return [
      convolutionCall('transposedConvolution', geometry, context.shape(y), context, [
        ...[signal(y), constant(context.sampleStride(y)), vector(kernel)],
        ...[signal(result), constant(context.sampleStride(result))],
      ]),
    ]
  },

  sampleWork: ({ geometry: { inputChannels, height, width }, y }, plan) =>
    sizeOf(shapeOf(plan, y)) * inputChannels * height * width,
}
