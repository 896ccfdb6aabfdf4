import type { Plan, SignalShape, ValueId } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { laneType } from '../../emit/lane-type.js'
import type { Placement } from '../placement/placement.js'
import type { RowReach } from '../stages/bands.js'
import type { Work } from '../work/work.js'
import type { Argument } from './instruction.js'

/** What the lowering of an operation may ask. */
export class LoweringContext {
  readonly plan: Plan
  readonly placement: Placement
  readonly #extents: ReadonlyMap<Work, RowReach> | null

  /** @param extents for a plan that goes through images by bands: how far beyond its band each operation computes */
  constructor(plan: Plan, placement: Placement, extents: ReadonlyMap<Work, RowReach> | null) {
    this.plan = plan
    this.placement = placement
    this.#extents = extents
  }

  /** Whether kernels compute some rows of one sample; otherwise whole samples. */
  get isBanded(): boolean {
    return this.#extents !== null
  }

  /** The rows that an operation computes, and those of its own. */
  rowsOf(work: Work): Argument[] {
    const { up, down } = this.#extents!.get(work)!
    return [
      { kind: 'row-first', up },
      { kind: 'row-last', down },
      { kind: 'row-first', up: 0 },
      { kind: 'row-last', down: 0 },
    ]
  }

  shape(value: ValueId): SignalShape {
    return shapeOf(this.plan, value)
  }

  /** Bytes from one sample of a signal to the next. */
  sampleStride(value: ValueId): number {
    return this.placement.of(value).storage.sample
  }

  /** Bytes from one sample, and from one channel, of a signal to the next. */
  strides(value: ValueId): { sampleStride: number; plane: number } {
    const { sample, plane } = this.placement.of(value).storage
    return { sampleStride: sample, plane }
  }

  /** Name of a fixed kernel for the plan's number type. */
  kernel(name: string): string {
    return `${name}_${laneType(this.plan.dtype).suffix}`
  }
}
