import { shapeError } from './plan-errors.js'
import type { SignalShape } from './shape.js'
import type { ValueId, ValueType } from './value.js'

/** A plan, as far as the types of its values go. */
export interface ValueList {
  readonly values: readonly ValueType[]
}

/** Shape of a value that is a signal. */
export function shapeOf({ values }: ValueList, value: ValueId): SignalShape {
  const type = values[value]
  if (type?.kind === 'signal') return type.shape
  throw shapeError(
    'PLAN_OPERAND_KIND',
    `value ${value} read as a signal`,
    'a signal of the plan',
    'Build plans with PlanBuilder.',
  )
}
