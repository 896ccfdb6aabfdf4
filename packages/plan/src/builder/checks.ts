import { describeShape } from '../values/checks.js'
import { parameterError, shapeError } from '../values/plan-errors.js'
import { sameShape } from '../values/shape.js'
import type { ValueId, ValueType } from '../values/value.js'

/** Refuses a next value that a state cannot take. */
export function checkUpdate(state: ValueType, next: ValueType | undefined): void {
  const fits =
    state.kind === 'signal'
      ? next?.kind === 'signal' && sameShape(state.shape, next.shape)
      : state.kind === 'vector' && next?.kind === 'vector' && state.length === next.length
  if (fits) return
  const name = (type: ValueType | undefined): string =>
    type?.kind === 'signal'
      ? `a signal of ${describeShape(type.shape)}`
      : type?.kind === 'vector'
        ? `a vector of ${type.length}`
        : 'neither'
  throw shapeError('PLAN_STATE_SHAPE', name(next), name(state), 'A state keeps its shape.')
}

/** Refuses a name that is taken. */
export function refuseTaken(name: string, entries: readonly { readonly name: string }[]): void {
  if (!entries.some((entry) => entry.name === name)) return
  throw parameterError(
    'PLAN_DUPLICATE_NAME',
    `the name '${name}' twice`,
    'every name once',
    `'${name}' is already declared in this plan.`,
  )
}

/** The error for a name that outputs cannot have. */
export function reservedName(name: string): Error {
  return parameterError(
    'PLAN_RESERVED_NAME',
    `an output '${name}'`,
    'another name',
    `'${name}' is the output that reverse() adds.`,
  )
}

/** The error for an update of something that is no state. */
export function notAState(id: ValueId): Error {
  return parameterError(
    'PLAN_NOT_A_STATE',
    `value ${id} to update`,
    'a value made by state() or stateVector()',
    'Make the value a state first.',
  )
}

/** The error for a formula with more or fewer than one output in map(). */
export function severalOutputs(count: number): Error {
  return shapeError('PLAN_OUTPUTS', `a formula with ${count} outputs`, 'one output', 'Use maps() for several outputs.')
}
