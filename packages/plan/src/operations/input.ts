import type { SignalShape } from '../values/shape.js'
import type { Signal, ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** Data given anew for every run. */
export interface InputOperation {
  readonly op: 'input'
  readonly name: string
  readonly result: ValueId
}

export function addInput(draft: Draft<InputOperation>, name: string, shape: SignalShape): Signal {
  const result = draft.newSignal(shape)
  draft.add({ op: 'input', name, result: result.id })
  return result
}

export const input: Definition<InputOperation> = {
  reads: () => [],
  results: ({ result }) => [result],

  /** The data of the run, unrounded. */
  step:
    ({ name, result }) =>
    ({ values, inputs }) =>
      values[result]!.set(inputs[name]!),

  adjoint: null,
}
