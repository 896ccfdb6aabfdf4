import type { Boundary, KernelGeometry, SignalShape } from '@numeural/plan'
import { chooseMethod } from '../convolution-methods/choose-method.js'
import type { ForEachOperation } from '../convolution-methods/convolution-method.js'
import type { LoweringContext } from './context.js'
import { type Argument, constant, type Instruction } from './instruction.js'

/** Numbers of the boundary rules, as in assembly/boundary.ts. */
const boundaries: Readonly<Record<Boundary, number>> = { reflecting: 0, zero: 1, periodic: 2 }

/** The call of the cheapest method for one of a geometry's three operations. */
export function convolutionCall(
  operation: keyof ForEachOperation<unknown>,
  geometry: KernelGeometry,
  shape: SignalShape,
  context: LoweringContext,
  operands: readonly Argument[],
): Instruction {
  const method = chooseMethod(context.plan.dtype, geometry, shape)
  return {
    kernel: context.kernel(method.kernels[operation]),
    arguments: [
      { kind: 'count' },
      ...operands,
      { kind: 'scratch' },
      ...geometryArguments(geometry, shape, method.arguments[operation]).map(constant),
    ],
    scratch: method.scratch[operation],
  }
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
