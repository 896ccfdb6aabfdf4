import { parameterError, shapeError } from './plan-errors.js'
import { type SignalShape, sameShape, sizeOf } from './shape.js'
import type { ValueId, ValueType } from './value.js'

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
    'A shape is channels × height × width',
  )
}

/** Refuses lengths that no vector has. */
export function checkVectorLength(length: number): void {
  if (Number.isInteger(length) && length >= 1 && length <= largestSize) return
  throw shapeError(
    'PLAN_VECTOR_LENGTH',
    `a vector of length ${length}`,
    'a positive integer, at most 2^31',
    'A vector has at least one element',
  )
}

/** Refuses a signal with other channels than its geometry says. */
export function expectChannels(shape: SignalShape, channels: number): void {
  if (shape.channels === channels) return
  throw shapeError(
    'PLAN_CHANNELS',
    `a signal of ${shape.channels} channels`,
    `${channels} channels`,
    'The geometry and the signal must agree',
  )
}

/** Refuses signals of different height or width. */
export function expectSameSpace(x: SignalShape, y: SignalShape): void {
  if (x.height === y.height && x.width === y.width) return
  throw shapeError(
    'PLAN_SPACE',
    `signals of ${x.height}×${x.width} and ${y.height}×${y.width}`,
    'signals of one height and width',
    'Only channels may differ',
  )
}

/** Refuses operands that a reduction does not take. */
export function checkReduction(kind: 'sum' | 'dot' | 'maximum', x: SignalShape, y: SignalShape | undefined): void {
  if (y === undefined ? kind !== 'dot' : kind === 'dot' && sameShape(x, y)) return
  throw shapeError(
    'PLAN_REDUCTION',
    `${kind} of ${describe(x)}${y ? ` and ${describe(y)}` : ''}`,
    'two signals of one shape for dot, one signal otherwise',
    'Check the operands',
  )
}

/** Refuses channels that the signal has not. */
export function checkSlice(shape: SignalShape, from: number, count: number): void {
  const integers = Number.isInteger(from) && Number.isInteger(count)
  if (integers && from >= 0 && count >= 1 && from + count <= shape.channels) return
  throw shapeError(
    'PLAN_SLICE',
    `${count} channels from ${from} on`,
    `a part of the ${shape.channels} channels`,
    'Slice inside the signal',
  )
}

/** Shape of signals one behind the other along the channels. */
export function concatenatedShape(shapes: readonly SignalShape[]): SignalShape {
  const [first] = shapes
  if (first === undefined) {
    throw shapeError('PLAN_CONCATENATE', 'no signal', 'one or more signals', 'Give the signals to concatenate')
  }
  for (const shape of shapes) expectSameSpace(first, shape)
  return { ...first, channels: shapes.reduce((sum, { channels }) => sum + channels, 0) }
}

/** Refuses a next value that a state cannot take. */
export function checkUpdate(state: ValueType, next: ValueType | undefined): void {
  const fits =
    state.kind === 'signal'
      ? next?.kind === 'signal' && sameShape(state.shape, next.shape)
      : state.kind === 'vector' && next?.kind === 'vector' && state.length === next.length
  if (fits) return
  const name = (type: ValueType | undefined): string =>
    type?.kind === 'signal'
      ? `a signal of ${describe(type.shape)}`
      : type?.kind === 'vector'
        ? `a vector of ${type.length}`
        : 'neither'
  throw shapeError('PLAN_STATE_SHAPE', name(next), name(state), 'A state keeps its shape')
}

/** Refuses a name that is taken. */
export function refuseTaken(name: string, entries: readonly { readonly name: string }[]): void {
  if (!entries.some((entry) => entry.name === name)) return
  throw parameterError(
    'PLAN_DUPLICATE_NAME',
    `the name '${name}' twice`,
    'every name once',
    `'${name}' is already declared in this plan`,
  )
}

/** The error for a name that outputs cannot have. */
export function reservedName(name: string): Error {
  return parameterError(
    'PLAN_RESERVED_NAME',
    `an output '${name}'`,
    'another name',
    `'${name}' is the output that reverse() adds`,
  )
}

/** The error for an update of something that is no state. */
export function notAState(id: ValueId): Error {
  return parameterError(
    'PLAN_NOT_A_STATE',
    `value ${id} to update`,
    'a value made by state() or stateVector()',
    'Make the value a state first',
  )
}

/** The error for a formula with more or fewer than one output in map(). */
export function severalOutputs(count: number): Error {
  return shapeError('PLAN_OUTPUTS', `a formula with ${count} outputs`, 'one output', 'Use maps() for several outputs')
}

/** The error for a value of another builder, or of another kind. */
export function foreignValue(id: ValueId, kind: string): Error {
  return shapeError(
    'PLAN_OPERAND_KIND',
    `value ${id} read as a ${kind}`,
    `a ${kind} of this builder`,
    'Operands come from the same builder',
  )
}

function describe({ channels, height, width }: SignalShape): string {
  return `${channels}×${height}×${width}`
}
