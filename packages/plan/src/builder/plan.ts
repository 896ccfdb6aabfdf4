import type { Operation } from '../operations/operations.js'
import type { Dtype, SignalShape } from '../values/shape.js'
import type { ValueId, ValueType } from '../values/value.js'

/** A slice of the parameter buffer. */
export interface PlanParameter {
  readonly name: string
  readonly value: ValueId
  readonly offset: number
  readonly length: number
}

/** A signal given for every run. */
export interface PlanInput {
  readonly name: string
  readonly value: ValueId
  readonly shape: SignalShape
}

/** A value that stays on the backend: read at the start of a run, replaced by `next` (if any) at its end. */
export interface PlanState {
  readonly name: string
  readonly value: ValueId
  readonly next: ValueId | null
}

/** A value handed out after a run. */
export interface PlanOutput {
  readonly name: string
  readonly value: ValueId
}

/**
 * Gradient with respect to the parameter buffer: a Float64Array of `parameterLength`, output name `gradient`;
 * each part is a vector added at its offset, in this order.
 */
export interface PlanGradient {
  readonly parts: readonly { readonly value: ValueId; readonly offset: number }[]
}

/**
 * A static acyclic list of operations, in topological order: plain data that every backend compiles.
 * The batch size is free, all other dimensions are fixed.
 */
export interface Plan {
  readonly dtype: Dtype
  readonly values: readonly ValueType[]
  readonly operations: readonly Operation[]
  readonly inputs: readonly PlanInput[]
  readonly parameters: readonly PlanParameter[]
  readonly parameterLength: number
  readonly states: readonly PlanState[]
  readonly outputs: readonly PlanOutput[]
  readonly gradient: PlanGradient | null
}
