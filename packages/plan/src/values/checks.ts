import { shapeError } from './plan-errors.js'
import { type SignalShape, sizeOf } from './shape.js'
import type { ValueId } from './value.js'

/** Most values in a sample, and elements in a vector: what a 32-bit index reaches. */
const largestSize = 2 ** 31

/** Refuses sizes that no signal has. */
export function checkShape(shape: SignalShape): void {
  const sizes = [shape.channels, shape.height, shape.width]
  if (sizes.every((size) => Number.isInteger(size) && size >= 1) && sizeOf(shape) <= largestSize) return
  throw shapeError(
    'PLAN_SHAPE',
    `a shape of ${sizes.join('×')}`,
    'positive integers, at most 2^31 values',
    'A shape is channels × height × width.',
  )
}

/** Refuses lengths that no vector has. */
export function checkVectorLength(length: number): void {
  if (Number.isInteger(length) && length >= 1 && length <= largestSize) return
  throw shapeError(
    'PLAN_VECTOR_LENGTH',
    `a vector of length ${length}`,
    'a positive integer, at most 2^31',
    'A vector has at least one element.',
  )
}

/** Refuses signals of different height or width. */
export function expectSameSpace(x: SignalShape, y: SignalShape): void {
  if (x.height === y.height && x.width === y.width) return
  throw shapeError(
    'PLAN_SPACE',
    `signals of ${x.height}×${x.width} and ${y.height}×${y.width}`,
    'signals of one height and width',
    'Only channels may differ.',
  )
}

/** The error for a value of another builder, or of another kind. */
export function foreignValue(id: ValueId, kind: string): Error {
  return shapeError(
    'PLAN_OPERAND_KIND',
    `value ${id} read as a ${kind}`,
    `a ${kind} of this builder`,
    'Operands come from the same builder.',
  )
}

/** A shape in words. */
export function describeShape({ channels, height, width }: SignalShape): string {
  return `${channels}×${height}×${width}`
}
