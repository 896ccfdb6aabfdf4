import type { Plan, SignalShape, ValueId } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { rowBytes } from '../../emit/lane-type.js'
import { rowRuns } from '../../kernels/stencil-table.js'
import { readsOf, resultsOf, type StencilOperand, type TapOperand, type Work } from '../work/work.js'
import type { StageLimits, StageWork } from './stages.js'

/** Rows above and below. */
export interface RowReach {
  readonly up: number
  readonly down: number
}

/** Smaller images are gone through whole: several of them make a tile. */
const leastPlaneBytes = 1024 * 1024
const leastHeight = 32

/** Rows that the signals of a stage may reach beyond a band in all; beyond that the next stage begins. */
const mostReach = 8

const nothing: RowReach = { up: 0, down: 0 }

/**
 * Whether a plan may go through large images band by band.
 * Plans with gradients, and those with convolutions that are kernels of their own, keep whole samples:
 * what crosses from stage to stage would have to be kept for the whole batch.
 */
export function mayGoByBands(plan: Plan, work: readonly Work[]): boolean {
  const isConvolution = ({ op }: Work): boolean =>
    op === 'convolution' || op === 'transposed-convolution' || op === 'kernel-gradient'
  return plan.gradient === null && !work.some(isConvolution) && work.some((each) => bandedShape(plan, each) !== null)
}

/** The size of the images that a stage goes through by bands; null if it goes through whole samples. */
export function imageOf(plan: Plan, { tiled }: StageWork): SignalShape | null {
  for (const each of tiled) {
    const shape = bandedShape(plan, each)
    if (shape !== null) return shape
  }
  return null
}

/**
 * Stages that go by bands have images of one size and reach few rows beyond them; the others go through whole samples.
 */
export function bandLimits(plan: Plan): StageLimits {
  return {
    most: mostReach,
    reach: (each, value) => {
      const shape = bandedShape(plan, each)
      if (shape === null) return 0
      const { up, down } = reachOf(each, shape.height, value)
      return up + down
    },
    kind: (each) => {
      // A slice is a view, and belongs to any stage.
      if (each.op === 'slice') return null
      const shape = bandedShape(plan, each)
      return shape === null ? 'whole samples' : `${shape.height}×${shape.width}`
    },
  }
}

/** The shape of an operation's large images if it can work on some of their rows; else null. */
function bandedShape(plan: Plan, work: Work): SignalShape | null {
  if (work.op !== 'map' && (work.op !== 'reduce' || work.over === 'sample')) return null
  const shape = work.op === 'map' ? work.shape : shapeOf(plan, work.x)
  if (shape.height < leastHeight || shape.height * rowBytes(plan.dtype, shape.width) < leastPlaneBytes) return null
  const { up, down } = reachOf(work, shape.height)
  return up + down <= mostReach ? shape : null
}

/** How far from a row an operation reads to compute it: in one of the values it reads, or in any. */
function reachOf(work: Work, height: number, value?: ValueId): RowReach {
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
