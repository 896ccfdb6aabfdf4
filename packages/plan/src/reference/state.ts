import type { StateOperation } from '../plan/operation.js'
import type { StepMaker } from './step.js'

/** A copy of the state as the run before left it; the run itself does not change it. */
export const state: StepMaker<StateOperation> =
  ({ name, result }) =>
  ({ values, states }) => {
    const data = states.get(name)
    if (data !== undefined) values[result].set(data)
  }
