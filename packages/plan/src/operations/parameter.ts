import type { ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** A slice `[offset, offset + length)` of the one parameter buffer given for every run. */
export interface ParameterOperation {
  readonly op: 'parameter'
  readonly name: string
  readonly offset: number
  readonly result: ValueId
}

export function addParameter(
  draft: Draft<ParameterOperation>,
  { name, offset, length }: { readonly name: string; readonly offset: number; readonly length: number },
): Vector {
  const result = draft.newVector(length)
  draft.add({ op: 'parameter', name, offset, result: result.id })
  return result
}

export const parameter: Definition<ParameterOperation> = {
  reads: () => [],
  results: ({ result }) => [result],

  /** A slice of the parameter buffer. */
  step:
    ({ offset, result }) =>
    ({ values, parameters }) => {
      const slice = values[result]!
      for (let k = 0; k < slice.length; k++) slice[k] = parameters[offset + k]!
    },

  adjoint: null,
}
