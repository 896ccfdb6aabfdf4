import { ParameterError } from '@numeural/errors'
import type { Plan, PlanState } from '../builder/plan.js'
import { valueLength } from './run-request.js'
import { isSignalState } from './state-checks.js'

/**
 * The constants of a plan that nobody has written yet: states that no run changes, such as masks and kernels. A run
 * would take them for zeros and give wrong numbers; states that runs change do start at zero.
 */
export class UnwrittenStates {
  readonly #plan: Plan
  readonly #missing: Set<PlanState>
  /** Samples of the signal states; 0 before one was written. */
  #batch = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.#missing = new Set(constantsOf(plan))
  }

  /** Takes note of a write that was not refused; one of another batch size has emptied all other signals. */
  written(name: string, length: number): void {
    const state = this.#plan.states.find((each) => each.name === name)!
    if (isSignalState(this.#plan, state)) {
      const batch = length / valueLength(this.#plan, state.value, 1)
      if (batch !== this.#batch) {
        for (const each of constantsOf(this.#plan)) if (isSignalState(this.#plan, each)) this.#missing.add(each)
      }
      this.#batch = batch
    }
    this.#missing.delete(state)
  }

  /** @throws ParameterError `STATE_NOT_WRITTEN` */
  refuseAny(): void {
    if (this.#missing.size === 0) return
    const [name, ...others] = [...this.#missing].map((state) => `'${state.name}'`)
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    throw new ParameterError(`The state ${name}${more} was never written, and no run changes it.`, {
      code: 'STATE_NOT_WRITTEN',
      given: [...this.#missing].map((state) => state.name),
      allowed: 'runs after every constant of the plan was written, for the batch size of the states',
      hint: 'Write it by writeState(); for constants of PlanConstants call write(program, batch).',
    })
  }
}

function constantsOf(plan: Plan): PlanState[] {
  return plan.states.filter(({ value, next }) => next === null || next === value)
}
