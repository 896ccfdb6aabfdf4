import type { ParameterOperation } from '../plan/operation.js'
import type { StepMaker } from './step.js'

/** A slice of the parameter buffer. */
export const parameter: StepMaker<ParameterOperation> =
  ({ offset, result }) =>
  ({ values, parameters }) => {
    const slice = values[result]
    for (let k = 0; k < slice.length; k++) slice[k] = parameters[offset + k]
  }
