import type { ValueList } from '../values/shape-of.js'
import type { ValueId } from '../values/value.js'
import { concatenate } from './concatenate.js'
import { convolution } from './convolution.js'
import type { Definition, Step } from './definition.js'
import { input } from './input.js'
import { kernelGradient } from './kernel-gradient.js'
import { map } from './map.js'
import { parameter } from './parameter.js'
import { prolong } from './prolong.js'
import { reduce } from './reduce.js'
import { restrict } from './restrict.js'
import { scalars } from './scalars.js'
import { slice } from './slice.js'
import { state } from './state.js'
import { sumOverChannels } from './sum-over-channels.js'
import { transposedConvolution } from './transposed-convolution.js'
import { tridiagonal } from './tridiagonal.js'

/** The one table of operations: each is a file of this folder and a row here. */
const operations = {
  input,
  state,
  parameter,
  convolution,
  'transposed-convolution': transposedConvolution,
  'kernel-gradient': kernelGradient,
  map,
  scalars,
  reduce,
  'sum-over-channels': sumOverChannels,
  slice,
  concatenate,
  restrict,
  prolong,
  tridiagonal,
}

type Table = typeof operations
type OfRow<Name, Row> = Row extends Definition<infer Op> ? Extract<Op, { readonly op: Name }> : never

/** One step of a plan. */
export type Operation = { readonly [Name in keyof Table]: OfRow<Name, Table[Name]> }[keyof Table]

/** The operation of this name. */
export type OperationOf<Name extends Operation['op']> = Extract<Operation, { readonly op: Name }>

/** What holds for an operation: its row of the table. */
export function definitionOf<Op extends Operation>({ op }: Op): Definition<Op> {
  return operations[op] as unknown as Definition<Op>
}

/** Values that an operation reads. */
export function readsOf(operation: Operation): ValueId[] {
  return definitionOf(operation).reads(operation)
}

/** Values that an operation makes. */
export function resultsOf(operation: Operation): readonly ValueId[] {
  return definitionOf(operation).results(operation)
}

/** The plain meaning of an operation in float64, as a step that reads and writes the values of a run. */
export function stepOf(operation: Operation, plan: ValueList): Step {
  return definitionOf(operation).step(operation, plan)
}
