import { type Graph, GraphBuilder, inputsOf, parse } from '@numeural/formula'
import { parameterError, shapeError } from './plan-errors.js'
import type { SignalShape } from './shape.js'
import type { Operand, ValueType } from './value.js'

/** One named operand of a formula. */
export interface MapOperand {
  readonly name: string
  readonly from: Operand
}

/** A formula as text (its symbols are the operand names) or as a graph. */
export type FormulaLike = string | Graph

/** The graph of one formula on these operands. */
export function graphOf(formula: FormulaLike, operands: Readonly<Record<string, Operand>>): Graph {
  return typeof formula === 'string' ? parse(formula, Object.keys(operands)) : formula
}

/** One graph with an output for every formula. */
export function joinedGraph(formulas: readonly string[], symbols: readonly string[]): Graph {
  const builder = new GraphBuilder()
  return builder.finish(formulas.flatMap((formula) => builder.insert(parse(formula, symbols))))
}

/** The operands that a graph reads, in its order; an operand that it does not read is left out. */
export function namedOperands(graph: Graph, operands: Readonly<Record<string, Operand>>): MapOperand[] {
  return inputsOf(graph).map((name) => {
    if (!Object.hasOwn(operands, name)) {
      throw parameterError(
        'PLAN_OPERAND',
        `a formula that reads '${name}'`,
        Object.keys(operands),
        `Give an operand for '${name}'.`,
      )
    }
    return { name, from: operands[name]! }
  })
}

/**
 * Shape of the outputs of a map: the channels of its signal and vector operands (1 if there are none),
 * the space of its signals.
 */
export function mapShape(
  operands: readonly Operand[],
  channels: number | undefined,
  typeOf: (operand: Operand) => ValueType,
): SignalShape {
  let space: SignalShape | undefined
  let found = channels
  const agree = (count: number): void => {
    if (found !== undefined && found !== count) {
      throw shapeError(
        'PLAN_MAP_CHANNELS',
        `a map operand of ${count} channels`,
        `${found} channels`,
        'All signal and vector operands of a map have its channels; read one channel with channelOf().',
      )
    }
    found = count
  }
  for (const operand of operands) {
    const type = typeOf(operand)
    if (type.kind === 'signal') {
      if (space !== undefined && (space.height !== type.shape.height || space.width !== type.shape.width)) {
        throw shapeError(
          'PLAN_MAP_SPACE',
          `a map operand of ${type.shape.height}×${type.shape.width}`,
          `${space.height}×${space.width}`,
          'All operands of a map have one height and width.',
        )
      }
      space = type.shape
    }
    if (operand.kind === 'signal' && type.kind === 'signal') agree(type.shape.channels)
    if (operand.kind === 'vector' && type.kind === 'vector') agree(type.length)
  }
  if (space === undefined) {
    throw shapeError(
      'PLAN_MAP_SPACE',
      'a map without a signal',
      'at least one signal operand',
      'Use scalars() for formulas on scalars only.',
    )
  }
  return { channels: found ?? 1, height: space.height, width: space.width }
}

const kindOf = { signal: 'signal', channel: 'signal', vector: 'vector', element: 'vector', sample: 'sample' } as const

/**
 * The type of an operand's value; refuses operands of another builder and channels or elements that the value has not.
 */
export function operandType(values: readonly ValueType[], operand: Operand): ValueType {
  const type = values[operand.id]
  if (type === undefined || type.kind !== kindOf[operand.kind]) {
    throw shapeError(
      'PLAN_OPERAND_KIND',
      `value ${operand.id} read as a ${operand.kind}`,
      'a value of this builder',
      'Operands come from the same builder.',
    )
  }
  const within = (index: number, count: number): boolean => Number.isInteger(index) && index >= 0 && index < count
  if (operand.kind === 'channel' && type.kind === 'signal' && !within(operand.channel, type.shape.channels)) {
    throw shapeError(
      'PLAN_CHANNEL',
      `channel ${operand.channel}`,
      `0 to ${type.shape.channels - 1}`,
      'Read a channel that the signal has.',
    )
  }
  if (operand.kind === 'element' && type.kind === 'vector' && !within(operand.index, type.length)) {
    throw shapeError(
      'PLAN_ELEMENT',
      `element ${operand.index}`,
      `0 to ${type.length - 1}`,
      'Read an element that the vector has.',
    )
  }
  return type
}
