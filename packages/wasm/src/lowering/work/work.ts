import type { Graph } from '@numeural/formula'
import type { KernelGeometry, Operand, Operation, Plan, SignalShape, ValueId } from '@numeural/plan'
import { readsOf as planReadsOf, resultsOf as planResultsOf } from '@numeural/plan/contract'

/** A convolution or its transpose that a map computes where it reads it. */
export interface StencilOperand {
  readonly kind: 'stencil'
  readonly geometry: KernelGeometry
  readonly transposed: boolean
  /** The signal it reads. */
  readonly id: ValueId
  readonly kernel: ValueId
}

/**
 * What one kernel entry of a convolution reads:
 * a signal moved by the entry's offset and continued by the boundary rule.
 */
export interface TapOperand {
  readonly kind: 'tap'
  readonly geometry: KernelGeometry
  /** The signal it reads. */
  readonly id: ValueId
  readonly channel: number
  readonly row: number
  readonly column: number
}

/** One named operand of a formula. */
export interface MapOperandWork {
  readonly name: string
  readonly from: Operand | StencilOperand | TapOperand
}

/** Where the sum of a value of a map goes: into an element of a vector. */
export interface SumWork {
  readonly result: ValueId
  /** Element for the map's first channel. */
  readonly element: number
  /** Elements from one channel of the map to the next; 0 if all channels go into one element. */
  readonly channelStride: number
}

/**
 * A pointwise formula that may read stencils and taps besides a plan's operands,
 * and add values up besides writing them:
 * the outputs of its graph are first the results, then the sums.
 */
export interface MapWork {
  readonly op: 'map'
  readonly graph: Graph
  readonly shape: SignalShape
  readonly operands: readonly MapOperandWork[]
  readonly results: readonly ValueId[]
  readonly sums: readonly SumWork[]
}

/** What is left to do after fusion: operations of the plan, its maps possibly with stencils. */
export type Work = Exclude<Operation, { op: 'map' }> | MapWork

/** The operations of a plan as they are, nothing fused. */
export function workOf(plan: Plan): Work[] {
  return plan.operations.map((each) => (each.op === 'map' ? { ...each, sums: [] } : each))
}

/** Values that an operation reads. */
export function readsOf(work: Work): ValueId[] {
  if (work.op !== 'map') return planReadsOf(work)
  return work.operands.flatMap(({ from }) => (from.kind === 'stencil' ? [from.id, from.kernel] : [from.id]))
}

/** Values that an operation makes. */
export function resultsOf(work: Work): readonly ValueId[] {
  return work.op === 'map' ? [...work.results, ...reducedBy(work)] : planResultsOf(work)
}

/** The vectors that an operation makes by joining what all tiles contribute. */
export function reducedBy(work: Work): ValueId[] {
  if (work.op === 'map') return [...new Set(work.sums.map(({ result }) => result))]
  return work.op === 'kernel-gradient' || (work.op === 'reduce' && work.over !== 'sample') ? [work.result] : []
}
