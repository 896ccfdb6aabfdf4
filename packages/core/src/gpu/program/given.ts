import type { Plan, ValueId } from '@numeural/plan'
import { resultsOf } from '@numeural/plan/contract'
import { arrayLength } from './trace-plan.js'

/** An array that a plan is given for every run. */
export interface Given {
  readonly kind: 'input' | 'state' | 'parameters'
  /** Name of the input or state; empty for the parameter buffer. */
  readonly name: string
  /** Its size, x first: columns and rows of a signal, length of all others. */
  readonly size: readonly number[]
}

/** The values that a plan is given from outside: no kernel makes them. */
export function givenValues(plan: Plan): ReadonlySet<ValueId> {
  const given = new Set(['input', 'state', 'parameter'])
  return new Set(plan.operations.flatMap((operation) => (given.has(operation.op) ? resultsOf(operation) : [])))
}

/** The arrays on which needed values depend. */
export function givenOf(plan: Plan, batch: number, needed: ReadonlySet<ValueId>): Given[] {
  const states = plan.states.filter(({ value }) => needed.has(value))
  const inputs = plan.inputs.filter(({ value }) => needed.has(value))
  const readsParameters = plan.parameters.some(({ value }) => needed.has(value))
  return [
    ...inputs.map(({ name, value }) => ({ kind: 'input', name, size: sizeOfArray(plan, value, batch) }) as const),
    ...states.map(({ name, value }) => ({ kind: 'state', name, size: sizeOfArray(plan, value, batch) }) as const),
    ...(readsParameters ? [{ kind: 'parameters', name: '', size: [plan.parameterLength] } as const] : []),
  ]
}

/** Where in the list something given stands. */
export function indexOfGiven(given: readonly Given[], kind: Given['kind'], name: string): number {
  return given.findIndex((each) => each.kind === kind && each.name === name)
}

/** Size of a value's array, x first. */
export function sizeOfArray(plan: Plan, value: ValueId, batch: number): readonly number[] {
  const type = plan.values[value]!
  const rows = arrayLength(plan, value, batch)
  return type.kind === 'signal' ? [type.shape.width, rows] : [rows]
}
