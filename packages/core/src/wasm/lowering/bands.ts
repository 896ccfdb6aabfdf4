import type { Plan } from '../../plan/plan.js'
import type { ValueId } from '../../plan/value.js'
import { rowBytes } from '../emit/lane-type.js'
import { rowRuns } from '../kernels/stencil-table.js'
import type { StageWork } from './stages.js'
import { readsOf, resultsOf, type StencilOperand, type TapOperand, type Work } from './work.js'

/** Rows above and below. */
export interface RowReach {
  readonly up: number
  readonly down: number
}

/** Smaller images are gone through whole: several of them make a tile. */
const leastPlaneBytes = 64 * 1024
const leastHeight = 32

/** Rows that the signals of a stage may reach beyond a band in all; beyond that the next stage begins. */
export const mostReach = 8

const nothing: RowReach = { up: 0, down: 0 }

/**
 * Whether a plan goes through its images band by band: large images of one size, and operations that can work on some rows. Gradients
 * keep whole samples, because what the way back reads would have to be kept for the whole batch.
 */
export function goesByBands(plan: Plan, work: readonly Work[]): boolean {
  const shapes = work.flatMap((each) => resultsOf(each)).flatMap((value) => shapeOf(plan, value))
  const [first] = shapes
  if (plan.gradient !== null || first === undefined || first.height < leastHeight) return false
  if (first.height * rowBytes(plan.dtype, first.width) < leastPlaneBytes) return false
  const isOneSize = shapes.every(({ height, width }) => height === first.height && width === first.width)
  return isOneSize && work.every((each) => canBand(each, first.height))
}

function shapeOf(plan: Plan, value: ValueId) {
  const type = plan.values[value]!
  return type.kind === 'signal' ? [type.shape] : []
}

function canBand(work: Work, height: number): boolean {
  switch (work.op) {
    case 'input':
    case 'state':
    case 'parameter':
    case 'scalars':
    case 'slice':
      return true
    case 'reduce':
      return work.over !== 'sample'
    case 'map': {
      const { up, down } = reachOf(work, height)
      return up + down <= mostReach
    }
    default:
      return false
  }
}

/** How far from a row an operation reads to compute it: in one of the values it reads, or in any. */
export function reachOf(work: Work, height: number, value?: ValueId): RowReach {
  if (work.op !== 'map') return nothing
  const operands = work.operands.filter(({ from }) => value === undefined || from.id === value)
  return operands.map(({ from }) => operandReach(from, height)).reduce(larger, nothing)
}

function operandReach(from: { readonly kind: string } | StencilOperand | TapOperand, height: number): RowReach {
  if (!('geometry' in from)) return nothing
  const transposed = from.kind === 'stencil' && from.transposed
  const reads = rowRuns(from.geometry, height, transposed).flatMap(({ terms }) => terms.map(({ read }) => read))
  return { up: Math.max(0, ...reads.map((read) => -read)), down: Math.max(0, ...reads) }
}

/** The rows beyond a band that each operation of a stage has to compute for those that read it. */
export function extentsOf({ tiled }: StageWork, height: number): Map<Work, RowReach> {
  const needed = new Map<ValueId, RowReach>()
  const extents = new Map<Work, RowReach>()
  const need = (value: ValueId, reach: RowReach): void => {
    needed.set(value, larger(needed.get(value) ?? nothing, reach))
  }
  for (const each of tiled.toReversed()) {
    const extent = resultsOf(each)
      .map((value) => needed.get(value) ?? nothing)
      .reduce(larger, nothing)
    extents.set(each, extent)
    if (each.op === 'map') {
      for (const { from } of each.operands) {
        const { up, down } = operandReach(from, height)
        need(from.id, { up: extent.up + up, down: extent.down + down })
      }
    } else for (const value of readsOf(each)) need(value, extent)
  }
  return extents
}

export function larger(a: RowReach, b: RowReach): RowReach {
  return { up: Math.max(a.up, b.up), down: Math.max(a.down, b.down) }
}
