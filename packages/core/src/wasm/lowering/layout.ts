import type { Plan } from '../../plan/plan.js'
import type { ValueId } from '../../plan/value.js'
import { rowBytes } from '../emit/lane-type.js'
import { type Arena, layOutArena } from './arena.js'
import { extentsOf, larger, mostReach, type RowReach, reachOf } from './bands.js'
import { LoweringContext } from './context.js'
import type { Instruction } from './instruction.js'
import { lower } from './lower.js'
import { Placement } from './placement.js'
import { type Staging, stage } from './stages.js'
import { AddressTable } from './table.js'
import { resultsOf, type Work } from './work.js'

/** Activations of a tile shall fit into the first-level cache together with what streams by. */
const tileBytes = 24 * 1024
const largestTile = 64

/**
 * Those of a band stay between the second- and the third-level cache. Measured at 4096² on 1 MiB and 32 MiB of them: 0.86 ns a pixel with
 * 384 KiB, 0.70 with this, 0.66 with twice as much; smaller images are indifferent.
 */
const bandBytes = 1536 * 1024
const leastBandRows = 16
/** An image shall give this many threads something to do, if it is high enough. */
const leastBandCount = 16

/** How images are cut into bands. */
export interface Bands {
  readonly height: number
  readonly rowBytes: number
  /** Rows of a band; the last one of an image may have fewer. */
  readonly rows: number
  /** Bands of an image. */
  readonly count: number
  /** Rows above a band for which the arena has room. */
  readonly up: number
}

/** A plan in stages, every signal in its place, every operation a kernel call. */
export interface Layout {
  readonly staging: Staging
  readonly placement: Placement
  readonly context: LoweringContext
  readonly table: AddressTable
  readonly instructions: readonly (readonly Instruction[])[]
  readonly arena: Arena
  /** Units of work of a tile. */
  readonly tile: number
  /** Null if the unit of work is a whole sample. */
  readonly bands: Bands | null
}

/** For plans that go through whole samples, several to a tile. */
export function layOutTiles(plan: Plan, work: readonly Work[]): Layout {
  const staging = stage(work)
  const placement = new Placement(plan, work, staging)
  const context = new LoweringContext(plan, placement, null)
  const { instructions, arena } = lowerAll(staging, context)
  const tile = Math.min(largestTile, Math.max(1, Math.floor(tileBytes / Math.max(1, arena.sampleBytes))))
  const table = new AddressTable(plan, work, placement)
  return { staging, placement, context, table, instructions, arena, tile, bands: null }
}

/** For plans that go through images band by band: each band computes the rows beyond it that it needs. */
export function layOutBands(plan: Plan, work: readonly Work[]): Layout {
  const { height, width } = imageShape(plan, work)
  const reach = (each: Work, value: ValueId): number => {
    const { up, down } = reachOf(each, height, value)
    return up + down
  }
  const staging = stage(work, { reach, most: mostReach })
  const placement = new Placement(plan, work, staging)
  const extents = new Map(staging.stages.flatMap((each) => [...extentsOf(each, height)]))
  const { up, down } = [...extents.values()].reduce<RowReach>(larger, { up: 0, down: 0 })
  const context = new LoweringContext(plan, placement, extents)
  placement.holdRows(1)
  const bytesOfRow = lowerAll(staging, context).arena.sampleBytes
  const cached = Math.floor(bandBytes / Math.max(1, bytesOfRow)) - up - down
  const rows = Math.min(height, Math.max(leastBandRows, Math.min(cached, Math.ceil(height / leastBandCount))))
  const bands = { height, rowBytes: rowBytes(plan.dtype, width), rows, count: Math.ceil(height / rows), up }
  placement.holdRows(rows + up + down)
  const table = new AddressTable(plan, work, placement)
  return { staging, placement, context, table, ...lowerAll(staging, context), tile: 1, bands }
}

function lowerAll(staging: Staging, context: LoweringContext) {
  const instructions = staging.stages.map(({ tiled }) => tiled.flatMap((each) => lower(each, context)))
  return { instructions, arena: layOutArena(instructions, context.placement) }
}

/** Height and width of the plan's signals, which are the same for all. */
function imageShape(plan: Plan, work: readonly Work[]) {
  for (const value of work.flatMap((each) => resultsOf(each))) {
    const type = plan.values[value]!
    if (type.kind === 'signal') return type.shape
  }
  throw new TypeError('the plan has no signal')
}
