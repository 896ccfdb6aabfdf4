import type {
  Boundary,
  ConvolutionOperation,
  KernelGeometry,
  KernelGradientOperation,
  TransposedConvolutionOperation,
} from '../../plan/operation.js'
import type { Dtype, SignalShape } from '../../plan/shape.js'
import { laneType, rowBytes } from '../emit/lane-type.js'
import type { LoweringContext } from './context.js'
import { type Argument, constant, type Instruction, signal, vector } from './instruction.js'
import {
  type WinogradTiling,
  winogradGradientScratch,
  winogradScratch,
  winogradTiling,
  winogradTransposedScratch,
} from './winograd.js'

/** Numbers of the boundary rules, as in assembly/boundary.ts. */
const boundaries: Readonly<Record<Boundary, number>> = { reflecting: 0, zero: 1, periodic: 2 }

export function lowerConvolution(work: ConvolutionOperation, context: LoweringContext): Instruction[] {
  const { geometry } = work
  const shape = context.shape(work.x)
  const { dtype } = context.plan
  const tiling = winogradTiling(dtype, geometry, shape)
  return [
    {
      kernel: context.kernel(tiling === null ? 'convolution' : 'winogradConvolution'),
      arguments: [
        { kind: 'count' },
        ...[signal(work.x), constant(context.sampleStride(work.x)), vector(work.kernel)],
        ...[signal(work.result), constant(context.sampleStride(work.result)), { kind: 'scratch' } as const],
        ...geometryArguments(geometry, shape, tiling),
      ],
      scratch:
        tiling === null
          ? weightBytes(dtype, geometry) + extendedBytes(dtype, geometry, shape)
          : winogradScratch(tiling, geometry),
    },
  ]
}

export function lowerTransposedConvolution(
  work: TransposedConvolutionOperation,
  context: LoweringContext,
): Instruction[] {
  const { geometry } = work
  const shape = context.shape(work.y)
  const { dtype } = context.plan
  const wide = { height: shape.height + geometry.height - 1, width: shape.width + geometry.width - 1 }
  const zeroed = (wide.height + geometry.height - 1) * sourceRowBytes(dtype, wide.width, geometry.width)
  const tiling = winogradTiling(dtype, geometry, shape)
  return [
    {
      kernel: context.kernel(tiling === null ? 'transposedConvolution' : 'winogradTransposedConvolution'),
      arguments: [
        { kind: 'count' },
        ...[signal(work.y), constant(context.sampleStride(work.y)), vector(work.kernel)],
        ...[signal(work.result), constant(context.sampleStride(work.result)), { kind: 'scratch' } as const],
        ...geometryArguments(geometry, shape, tiling),
      ],
      scratch:
        tiling === null
          ? weightBytes(dtype, geometry) +
            geometry.outputChannels * zeroed +
            geometry.inputChannels * wide.height * rowBytes(dtype, wide.width)
          : winogradTransposedScratch(tiling, geometry, shape),
    },
  ]
}

export function lowerKernelGradient(work: KernelGradientOperation, context: LoweringContext): Instruction[] {
  const shape = context.shape(work.x)
  const tiling = winogradTiling(context.plan.dtype, work.geometry, shape)
  return [
    {
      kernel: context.kernel(tiling === null ? 'kernelGradient' : 'winogradKernelGradient'),
      arguments: [
        { kind: 'count' },
        ...[signal(work.x), constant(context.sampleStride(work.x))],
        ...[signal(work.y), constant(context.sampleStride(work.y))],
        ...[{ kind: 'partial', value: work.result } as const, { kind: 'scratch' } as const],
        ...geometryArguments(work.geometry, shape, tiling),
      ],
      scratch:
        tiling === null
          ? extendedBytes(context.plan.dtype, work.geometry, shape)
          : winogradGradientScratch(tiling, work.geometry),
    },
  ]
}

function geometryArguments(geometry: KernelGeometry, shape: SignalShape, tiling: WinogradTiling | null): Argument[] {
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
    ...(tiling === null ? [] : [tiling.block]),
  ].map(constant)
}

/** As `sourceRowBytes` in assembly/correlation.ts. */
function sourceRowBytes(dtype: Dtype, width: number, kernelWidth: number): number {
  const { lanes } = laneType(dtype)
  return rowBytes(dtype, Math.ceil(width / lanes) * lanes + kernelWidth - 1)
}

function weightBytes(dtype: Dtype, geometry: KernelGeometry): number {
  return rowBytes(dtype, geometry.outputChannels * geometry.inputChannels * geometry.height * geometry.width)
}

function extendedBytes(dtype: Dtype, geometry: KernelGeometry, shape: SignalShape): number {
  const rows = geometry.inputChannels * (shape.height + geometry.height - 1)
  return rows * sourceRowBytes(dtype, shape.width, geometry.width)
}
