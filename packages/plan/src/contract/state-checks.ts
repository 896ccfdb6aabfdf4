import { ParameterError } from '@numeural/errors'
import type { Plan, PlanState } from '../builder/plan.js'
import type { FloatArray } from '../values/shape.js'
import { expectFloatArray, expectLength, valueLength } from './run-request.js'

/** Whether a state is a signal, so that it has a batch size. */
export function isSignalState(plan: Plan, { value }: PlanState): boolean {
  return plan.values[value]!.kind === 'signal'
}

/**
 * The state of a name.
 *
 * @throws ParameterError `STATE_UNKNOWN`
 */
export function stateOf(plan: Plan, name: string): PlanState {
  const state = plan.states.find((candidate) => candidate.name === name)
  if (state !== undefined) return state
  const known = plan.states.map((candidate) => candidate.name)
  throw new ParameterError(`The plan has no state '${name}'; it has ${known.join(', ') || 'none'}.`, {
    code: 'STATE_UNKNOWN',
    given: name,
    allowed: known,
    hint: "Check the state's name.",
  })
}

/**
 * How many samples the data for a state are; 1 for a vector.
 *
 * @throws ParameterError `RUN_INPUT_TYPE`, ShapeError `STATE_LENGTH` for data that do not fit
 */
export function batchOfState(plan: Plan, state: PlanState, data: FloatArray): number {
  const what = `data for the state '${state.name}'`
  expectFloatArray(what, data)
  const sample = valueLength(plan, state.value, 1)
  const batch = isSignalState(plan, state) ? data.length / sample : 1
  const fits = Number.isInteger(batch) && batch >= 1 && data.length === batch * sample
  if (!fits) expectLength('STATE_LENGTH', what, data.length, sample)
  return batch
}
