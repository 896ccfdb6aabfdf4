import type { Operation } from '../plan/operation.js'
import type { Plan } from '../plan/plan.js'
import type { FloatArray, SignalShape } from '../plan/shape.js'
import type { ValueId } from '../plan/value.js'

/** What the steps of a run read and write. */
export interface Run {
  readonly batch: number
  /** Data of every value by id. */
  readonly values: readonly Float64Array[]
  readonly inputs: Readonly<Record<string, FloatArray>>
  readonly parameters: Float64Array
  /** Data of every state by name, as the run before left it. */
  readonly states: ReadonlyMap<string, Float64Array>
}

/** One operation of a plan, ready to run. */
export type Step = (run: Run) => void

/** Makes the step of an operation; shapes are looked up once, here. */
export type StepMaker<Op extends Operation> = (operation: Op, plan: Plan) => Step

/** Shape of a value that is a signal; plans come from a PlanBuilder, which has checked it. */
export function shapeOf(plan: Plan, value: ValueId): SignalShape {
  const type = plan.values[value]
  if (type?.kind !== 'signal') throw new TypeError(`value ${value} of the plan is no signal`)
  return type.shape
}
