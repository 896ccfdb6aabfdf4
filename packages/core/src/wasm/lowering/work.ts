import type { Graph } from '@numeural/formula'
import type { KernelGeometry, Operation } from '../../plan/operation.js'
import type { SignalShape } from '../../plan/shape.js'
import type { Operand, ValueId } from '../../plan/value.js'

/** A convolution or its transpose that a map computes where it reads it. */
export interface StencilOperand {
  readonly kind: 'stencil'
  readonly geometry: KernelGeometry
  readonly transposed: boolean
  /** The signal it reads. */
  readonly id: ValueId
  readonly kernel: ValueId
}

/** One named operand of a formula. */
export interface MapOperandWork {
  readonly name: string
  readonly from: Operand | StencilOperand
}

/** A pointwise formula that may read stencils besides a plan's operands. */
export interface MapWork {
  readonly op: 'map'
  readonly graph: Graph
  readonly shape: SignalShape
  readonly operands: readonly MapOperandWork[]
  readonly results: readonly ValueId[]
}

/** What is left to do after fusion: operations of the plan, its maps possibly with stencils. */
export type Work = Exclude<Operation, { op: 'map' }> | MapWork

/** Values that an operation reads. */
export function readsOf(work: Work): ValueId[] {
  switch (work.op) {
    case 'input':
    case 'state':
    case 'parameter':
      return []
    case 'convolution':
      return [work.x, work.kernel]
    case 'transposed-convolution':
      return [work.y, work.kernel]
    case 'kernel-gradient':
      return [work.x, work.y]
    case 'map':
      return work.operands.flatMap(({ from }) => (from.kind === 'stencil' ? [from.id, from.kernel] : [from.id]))
    case 'scalars':
      return work.operands.map(({ from }) => from.id)
    case 'reduce':
      return work.y === undefined ? [work.x] : [work.x, work.y]
    case 'sum-over-channels':
    case 'slice':
    case 'restrict':
    case 'prolong':
      return [work.x]
    case 'concatenate':
      return [...work.xs]
  }
}

/** Values that an operation makes. */
export function resultsOf(work: Work): readonly ValueId[] {
  return work.op === 'map' ? work.results : [work.result]
}

/** Whether the result is a vector joined from all tiles. */
export function isReduction(work: Work): boolean {
  return work.op === 'kernel-gradient' || (work.op === 'reduce' && work.over !== 'sample')
}
