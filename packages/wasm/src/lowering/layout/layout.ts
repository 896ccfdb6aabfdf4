import type { Plan, SignalShape } from '@numeural/plan'
import { rowBytes } from '../../emit/lane-type.js'
import { LoweringContext } from '../operations/context.js'
import type { Instruction } from '../operations/instruction.js'
import { lower } from '../operations/operations.js'
import { AddressTable } from '../placement/address-table.js'
import { Placement } from '../placement/placement.js'
import { bandLimits, extentsOf, imageOf, larger, mayGoByBands, type RowReach } from '../stages/bands.js'
import { type StageWork, type Staging, stage } from '../stages/stages.js'
import type { Work } from '../work/work.js'
import { layOutArena, type StageArena } from './arena.js'

/** Activations of a tile shall fit into the first-level cache together with what streams by. */
const tileBytes = 24 * 1024
const largestTile = 64

/**
 * Those of a band stay between the second- and the third-level cache. Measured at 4096² on 1 MiB and 32 MiB of them:
 * 0.86 ns a pixel with 384 KiB, 0.70 with this, 0.66 with twice as much; smaller images are indifferent.
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

/** A stage with every operation a kernel call. */
export interface StageLayout {
  readonly instructions: readonly Instruction[]
  readonly arena: StageArena
  /** Units of work of a tile. */
  readonly tile: number
  /** Null if the unit of work is a whole sample. */
  readonly bands: Bands | null
}

/** A plan in stages, every signal in its place. */
export interface Layout {
  readonly staging: Staging
  readonly placement: Placement
  readonly table: AddressTable
  readonly stages: readonly StageLayout[]
}

/**
 * Lays a plan out: stages that go through large images by bands, and stages that go through whole samples,
 * several to a tile.
 */
export function layOut(plan: Plan, work: readonly Work[]): Layout {
  const mayBand = mayGoByBands(plan, work)
  const staging = mayBand ? stage(work, bandLimits(plan)) : stage(work)
  const placement = new Placement(plan, work, staging)
  const stages = staging.stages.map((each) => {
    const image = mayBand ? imageOf(plan, each) : null
    return image === null ? layOutTiles(plan, each, placement) : layOutBands(plan, each, placement, image)
  })
  return { staging, placement, table: new AddressTable(plan, work, placement), stages }
}

function layOutTiles(plan: Plan, { tiled }: StageWork, placement: Placement): StageLayout {
  const { instructions, arena } = lowerAll(tiled, new LoweringContext(plan, placement, null))
  const tile = Math.min(largestTile, Math.max(1, Math.floor(tileBytes / Math.max(1, arena.unitBytes))))
  return { instructions, arena, tile, bands: null }
}

/** Each band computes the rows beyond it that it needs. */
function layOutBands(plan: Plan, stage: StageWork, placement: Placement, { height, width }: SignalShape): StageLayout {
  const extents = extentsOf(stage, height)
  const { up, down } = [...extents.values()].reduce<RowReach>(larger, { up: 0, down: 0 })
  const context = new LoweringContext(plan, placement, extents)
  placement.holdRows(stage.tiled, 1)
  const bytesOfRow = lowerAll(stage.tiled, context).arena.unitBytes
  const reach = up + down
  const cached = Math.floor(bandBytes / Math.max(1, bytesOfRow)) - reach
  // Rows beyond the band are computed twice: an eighth of all if the cache allows, a quarter at most.
  const wanted = Math.max(Math.ceil(height / leastBandCount), 8 * reach)
  const rows = Math.min(height, Math.max(leastBandRows, 4 * reach, Math.min(cached, wanted)))
  const bands = { height, rowBytes: rowBytes(plan.dtype, width), rows, count: Math.ceil(height / rows), up }
  placement.holdRows(stage.tiled, rows + reach)
  return { ...lowerAll(stage.tiled, context), tile: 1, bands }
}

function lowerAll(tiled: StageWork['tiled'], context: LoweringContext) {
  const instructions = tiled.flatMap((each) => lower(each, context))
  return { instructions, arena: layOutArena(instructions, context.placement) }
}
