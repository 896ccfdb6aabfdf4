import type { Plan } from '../../plan/plan.js'
import type { SignalShape } from '../../plan/shape.js'
import type { ValueId } from '../../plan/value.js'
import { laneType } from '../emit/lane-type.js'
import type { Placement } from './placement.js'

/** What the lowering of an operation may ask. */
export class LoweringContext {
  readonly plan: Plan
  readonly placement: Placement

  constructor(plan: Plan, placement: Placement) {
    this.plan = plan
    this.placement = placement
  }

  shape(value: ValueId): SignalShape {
    const type = this.plan.values[value]!
    if (type.kind !== 'signal') throw new TypeError(`value ${value} is a ${type.kind}, not a signal`)
    return type.shape
  }

  /** Bytes from one sample of a signal to the next. */
  sampleStride(value: ValueId): number {
    return this.placement.of(value).storage.sample
  }

  /** Name of a fixed kernel for the plan's number type. */
  kernel(name: string): string {
    return `${name}_${laneType(this.plan.dtype).suffix}`
  }
}
