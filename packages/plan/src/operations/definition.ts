import type { Adjoints } from '../adjoints/adjoints.js'
import type { FloatArray } from '../values/shape.js'
import type { ValueList } from '../values/shape-of.js'
import type { ValueId } from '../values/value.js'

/**
 * Everything that holds for one operation of plans:
 * what it reads and makes, what it means, and how the way back goes through it.
 * Its file also declares its type and says how it is added to a plan.
 */
export interface Definition<Op> {
  /** Values that it reads. */
  reads(operation: Op): ValueId[]
  /** Values that it makes. */
  results(operation: Op): readonly ValueId[]
  /** Its plain meaning in float64: makes the step that computes it; shapes are looked up once, here. */
  step(operation: Op, plan: ValueList): Step
  /**
   * Adds what it contributes to the adjoints of the values that it reads, given the adjoint of its result;
   * null where nothing is read.
   */
  readonly adjoint: ((operation: Op, adjoints: Adjoints) => void) | null
}

/** One operation of a plan, ready to run. */
export type Step = (run: Run) => void

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
