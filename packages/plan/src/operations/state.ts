import type { Signal, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** A signal or vector that stays on the backend between runs; starts at zero. */
export interface StateOperation {
  readonly op: 'state'
  readonly name: string
  readonly result: ValueId
}

/** @param result a new value, which becomes the state */
export function addState<Value extends Signal | Vector>(
  draft: Draft<StateOperation>,
  name: string,
  result: Value,
): Value {
  draft.add({ op: 'state', name, result: result.id })
  return result
}

export const state: Definition<StateOperation> = {
  reads: () => [],
  results: ({ result }) => [result],

  /** A copy of the state as the run before left it; the run itself does not change it. */
  step:
    ({ name, result }) =>
    ({ values, states }) => {
      const data = states.get(name)
      if (data !== undefined) values[result]!.set(data)
    },

  adjoint: null,
}
