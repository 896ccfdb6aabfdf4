import type { InputOperation } from '../plan/operation.js'
import type { StepMaker } from './step.js'

/** The data of the run, unrounded. */
export const input: StepMaker<InputOperation> =
  ({ name, result }) =>
  ({ values, inputs }) =>
    values[result].set(inputs[name])
