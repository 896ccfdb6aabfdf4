import type { SignalShape } from '../values/shape.js'
import type { SampleScalar, Signal, ValueId, ValueType, Vector } from '../values/value.js'

/** A plan while it is built, as an operation sees it: it makes its values and adds itself. */
export interface Draft<Op> {
  readonly values: readonly ValueType[]
  /** The handle of a signal by its id. */
  signal(id: ValueId): Signal
  /** The handle of a vector by its id. */
  vector(id: ValueId): Vector
  newSignal(shape: SignalShape): Signal
  newVector(length: number): Vector
  newSample(): SampleScalar
  add(operation: Op): void
}
