import type {
  Boundary,
  ConvolutionOperation,
  KernelGeometry,
  KernelGradientOperation,
  SignalShape,
  TransposedConvolutionOperation,
} from '@numeural/plan'
import { chooseMethod } from './choose-method.js'
import type { LoweringContext } from './context.js'
import type { ForEachOperation } from './convolution-method.js'
import { type Argument, constant, type Instruction, signal, vector } from './instruction.js'

/** Numbers of the boundary rules, as in assembly/boundary.ts. */
const boundaries: Readonly<Record<Boundary, number>> = { reflecting: 0, zero: 1, periodic: 2 }

export function lowerConvolution(work: ConvolutionOperation, context: LoweringContext): Instruction[] {
  return lowered('convolution', work.geometry, context.shape(work.x), context, [
    ...[signal(work.x), constant(context.sampleStride(work.x)), vector(work.kernel)],
    ...[signal(work.result), constant(context.sampleStride(work.result))],
  ])
}

export function lowerTransposedConvolution(
  work: TransposedConvolutionOperation,
  context: LoweringContext,
): Instruction[] {
  return lowered('transposedConvolution', work.geometry, context.shape(work.y), context, [
    ...[signal(work.y), constant(context.sampleStride(work.y)), vector(work.kernel)],
    ...[signal(work.result), constant(context.sampleStride(work.result))],
  ])
}

export function lowerKernelGradient(work: KernelGradientOperation, context: LoweringContext): Instruction[] {
  return lowered('kernelGradient', work.geometry, context.shape(work.x), context, [
    ...[signal(work.x), constant(context.sampleStride(work.x))],
    ...[signal(work.y), constant(context.sampleStride(work.y))],
    { kind: 'partial', value: work.result },
  ])
}

function lowered(
  operation: keyof ForEachOperation<unknown>,
  geometry: KernelGeometry,
  shape: SignalShape,
  context: LoweringContext,
  operands: readonly Argument[],
): Instruction[] {
  const method = chooseMethod(context.plan.dtype, geometry, shape)
  return [
    {
      kernel: context.kernel(method.kernels[operation]),
      arguments: [
        { kind: 'count' },
        ...operands,
        { kind: 'scratch' },
        ...geometryArguments(geometry, shape, method.arguments[operation]).map(constant),
      ],
      scratch: method.scratch[operation],
    },
  ]
}

/** What every kernel takes after its operands; `further` is of its method. */
export function geometryArguments(
  geometry: KernelGeometry,
  shape: Pick<SignalShape, 'height' | 'width'>,
  further: readonly number[],
): number[] {
  return [
    shape.height,
    shape.width,
    geometry.outputChannels,
    geometry.inputChannels,
    geometry.height,
    geometry.width,
    geometry.centreY,
    geometry.centreX,
    boundaries[geometry.boundary],
    ...further,
  ]
}
