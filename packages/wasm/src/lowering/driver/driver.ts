import { FunctionBuilder, type Local } from '../../emit/function-builder.js'
import { ModuleBuilder } from '../../emit/module-builder.js'
import { plain, type WasmType } from '../../emit/opcodes.js'
import { signatureOf } from '../../kernels/map-spec.js'
import type { Bands, StageLayout } from '../layout/layout.js'
import type { Argument, Instruction } from '../operations/instruction.js'
import type { AddressTable } from '../placement/address-table.js'
import type { Placement } from '../placement/placement.js'

/** What the driver of a plan is made from. */
export interface DriverParts {
  readonly stages: readonly StageLayout[]
  readonly placement: Placement
  readonly table: AddressTable
  /** Where each reduced vector lies among the sums of a group of tiles, in bytes. */
  readonly partialOffsets: ReadonlyMap<number, number>
}

/** Parameters of a stage function. */
const parameter = { table: 0, arena: 1, first: 2, last: 3, partials: 4 } as const

/** Name of a stage's function. */
export function stageName(index: number): string {
  return `stage${index}`
}

/**
 * Emits the module that runs a plan: one function for each stage, `(table, arena, first, last, partials)`, which goes
 * through the units of work [first, last) tile by tile and calls the stage's kernels in their order.
 */
export function emitDriver(parts: DriverParts): ModuleBuilder {
  const module = new ModuleBuilder()
  const callees = parts.stages.map(({ instructions }) =>
    instructions.map((instruction) =>
      module.importFunction(importName(instruction), {
        parameters: instruction.arguments.map((): WasmType => 'i32'),
        results: [],
      }),
    ),
  )
  parts.stages.forEach((stage, index) => {
    module.addFunction(stageName(index), emitStage(stage, callees[index]!, parts))
  })
  return module
}

/** Name under which the driver imports a kernel: that of the fixed kernel, or the map kernel's signature. */
export function importName(instruction: Instruction): string {
  return typeof instruction.kernel === 'string' ? instruction.kernel : signatureOf(instruction.kernel)
}

/** Locals that hold where a tile is. */
interface TilePosition {
  /** Number of samples. */
  readonly count: Local
  /** First sample. */
  readonly sample: Local
  /** First row, and the row behind the last. */
  readonly top: Local
  readonly bottom: Local
  /** Address in the arena that stands for row 0. */
  readonly arena: Local
}

function emitStage(stage: StageLayout, callees: readonly number[], parts: DriverParts): FunctionBuilder {
  const { bands, tile } = stage
  const code = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32'])
  const local = (): Local => code.local('i32')
  const position =
    bands === null
      ? { count: local(), sample: parameter.first, top: local(), bottom: local(), arena: parameter.arena }
      : { count: local(), sample: local(), top: local(), bottom: local(), arena: local() }
  code.repeatWhile(() => {
    if (bands === null) setTile(code, position, tile)
    else setBand(code, position, bands)
    stage.instructions.forEach((instruction, index) => {
      for (const argument of instruction.arguments) pushArgument(code, argument, position, stage, parts)
      code.call(callees[index]!)
    })
    code.advance(parameter.first, tile)
    code.get(parameter.first)
    code.get(parameter.last)
    code.plain(plain.i32LessUnsigned)
  })
  return code
}

/** The samples of a tile: fewer at the end. */
function setTile(code: FunctionBuilder, { count }: TilePosition, tile: number): void {
  code.get(parameter.last)
  code.get(parameter.first)
  code.plain(plain.i32Subtract)
  code.set(count)
  pushSmaller(code, count, tile)
  code.set(count)
}

/** Sample and rows of a unit of work. */
function setBand(code: FunctionBuilder, position: TilePosition, bands: Bands): void {
  code.get(parameter.first)
  code.integer(bands.count)
  code.plain(plain.i32DivideUnsigned)
  code.set(position.sample)
  code.get(parameter.first)
  code.integer(bands.count)
  code.plain(plain.i32RemainderUnsigned)
  code.integer(bands.rows)
  code.plain(plain.i32Multiply)
  code.tee(position.top)
  code.integer(bands.rows)
  code.plain(plain.i32Add)
  code.set(position.bottom)
  pushSmaller(code, position.bottom, bands.height)
  code.set(position.bottom)
  code.get(parameter.arena)
  code.integer(bands.up)
  code.get(position.top)
  code.plain(plain.i32Subtract)
  code.integer(bands.rowBytes)
  code.plain(plain.i32Multiply)
  code.plain(plain.i32Add)
  code.set(position.arena)
}

function pushSmaller(code: FunctionBuilder, local: Local, constant: number): void {
  code.get(local)
  code.integer(constant)
  code.get(local)
  code.integer(constant)
  code.plain(plain.i32LessUnsigned)
  code.plain(plain.select)
}

function pushArgument(
  code: FunctionBuilder,
  argument: Argument,
  position: TilePosition,
  stage: StageLayout,
  parts: DriverParts,
): void {
  switch (argument.kind) {
    case 'count':
      code.get(position.count)
      break
    case 'constant':
      code.integer(argument.value)
      break
    case 'row-first':
      // max(0, top − up), without going below 0
      code.get(position.top)
      code.integer(argument.up)
      code.plain(plain.i32Subtract)
      code.integer(0)
      code.get(position.top)
      code.integer(argument.up)
      code.plain(plain.i32GreaterUnsigned)
      code.plain(plain.select)
      break
    case 'row-last':
      pushRowLast(code, argument.down, position, stage.bands!)
      break
    case 'row-count':
      code.get(position.bottom)
      code.get(position.top)
      code.plain(plain.i32Subtract)
      break
    case 'signal':
      pushSignal(code, argument, position, stage, parts)
      break
    case 'vector':
      pushSlot(code, parts.table.vectors.get(argument.value)!)
      pushOffset(code, 8 * argument.index)
      break
    case 'sample':
      pushSlot(code, parts.table.samples.get(argument.value)!)
      pushSampleOffset(code, position, 8)
      break
    case 'partial':
      code.get(parameter.partials)
      pushOffset(code, parts.partialOffsets.get(argument.value)!)
      break
    case 'scratch':
      code.get(parameter.arena)
      pushOffset(code, stage.arena.unitBytes * stage.tile)
      break
  }
}

/** min(height, bottom + down) */
function pushRowLast(code: FunctionBuilder, down: number, { bottom }: TilePosition, { height }: Bands): void {
  code.get(bottom)
  code.integer(down)
  code.plain(plain.i32Add)
  code.integer(height)
  code.get(bottom)
  code.integer(height - down)
  code.plain(plain.i32LessUnsigned)
  code.plain(plain.select)
}

function pushSignal(
  code: FunctionBuilder,
  argument: Extract<Argument, { kind: 'signal' }>,
  position: TilePosition,
  stage: StageLayout,
  parts: DriverParts,
): void {
  const { storage, channel } = parts.placement.of(argument.value)
  const offset = (channel + argument.channel) * storage.plane
  if (storage.full) {
    pushSlot(code, parts.table.storages.get(storage)!)
    pushSampleOffset(code, position, storage.sample)
    pushOffset(code, offset)
  } else {
    code.get(position.arena)
    pushOffset(code, stage.arena.offsets.get(storage)! * stage.tile + offset)
  }
  if (argument.atBand !== true) return
  code.get(position.top)
  code.integer(stage.bands!.rowBytes)
  code.plain(plain.i32Multiply)
  code.plain(plain.i32Add)
}

function pushSlot(code: FunctionBuilder, slot: number): void {
  code.get(parameter.table)
  code.loadInteger(4 * slot)
}

function pushSampleOffset(code: FunctionBuilder, { sample }: TilePosition, bytes: number): void {
  code.get(sample)
  code.integer(bytes)
  code.plain(plain.i32Multiply)
  code.plain(plain.i32Add)
}

function pushOffset(code: FunctionBuilder, bytes: number): void {
  if (bytes === 0) return
  code.integer(bytes)
  code.plain(plain.i32Add)
}
