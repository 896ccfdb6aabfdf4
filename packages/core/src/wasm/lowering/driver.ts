import { FunctionBuilder, type Local } from '../emit/function-builder.js'
import { ModuleBuilder } from '../emit/module-builder.js'
import { plain, type WasmType } from '../emit/opcodes.js'
import { signatureOf } from '../kernels/map-spec.js'
import type { Arena } from './arena.js'
import type { Argument, Instruction } from './instruction.js'
import type { Placement } from './placement.js'
import type { AddressTable } from './table.js'

/** What the driver of a plan is made from. */
export interface DriverParts {
  readonly stages: readonly (readonly Instruction[])[]
  /** Samples of a tile. */
  readonly tile: number
  readonly arena: Arena
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
 * through the samples [first, last) tile by tile and calls the stage's kernels in their order.
 */
export function emitDriver(parts: DriverParts): ModuleBuilder {
  const module = new ModuleBuilder()
  const callees = parts.stages.map((instructions) =>
    instructions.map((instruction) =>
      module.importFunction(importName(instruction), {
        parameters: instruction.arguments.map((): WasmType => 'i32'),
        results: [],
      }),
    ),
  )
  parts.stages.forEach((instructions, index) => {
    module.addFunction(stageName(index), emitStage(instructions, callees[index]!, parts))
  })
  return module
}

/** Name under which the driver imports a kernel: that of the fixed kernel, or the map kernel's signature. */
export function importName(instruction: Instruction): string {
  return typeof instruction.kernel === 'string' ? instruction.kernel : signatureOf(instruction.kernel)
}

function emitStage(
  instructions: readonly Instruction[],
  callees: readonly number[],
  parts: DriverParts,
): FunctionBuilder {
  const code = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32'])
  const count = code.local('i32')
  code.repeatWhile(() => {
    code.integer(parts.tile)
    code.get(parameter.last)
    code.get(parameter.first)
    code.plain(plain.i32Subtract)
    code.tee(count)
    code.integer(parts.tile)
    code.get(count)
    code.plain(plain.i32LessUnsigned)
    code.plain(plain.select)
    code.set(count)
    instructions.forEach((instruction, index) => {
      for (const argument of instruction.arguments) pushArgument(code, argument, count, parts)
      code.call(callees[index]!)
    })
    code.advance(parameter.first, parts.tile)
    code.get(parameter.first)
    code.get(parameter.last)
    code.plain(plain.i32LessUnsigned)
  })
  return code
}

function pushArgument(code: FunctionBuilder, argument: Argument, count: Local, parts: DriverParts): void {
  switch (argument.kind) {
    case 'count':
      code.get(count)
      break
    case 'constant':
      code.integer(argument.value)
      break
    case 'signal':
      pushSignal(code, argument, parts)
      break
    case 'vector':
      pushSlot(code, parts.table.vectors.get(argument.value)!)
      pushOffset(code, 8 * argument.index)
      break
    case 'sample':
      pushSlot(code, parts.table.samples.get(argument.value)!)
      pushSampleOffset(code, 8)
      break
    case 'partial':
      code.get(parameter.partials)
      pushOffset(code, parts.partialOffsets.get(argument.value)!)
      break
    case 'scratch':
      code.get(parameter.arena)
      pushOffset(code, parts.arena.sampleBytes * parts.tile)
      break
  }
}

function pushSignal(code: FunctionBuilder, argument: Extract<Argument, { kind: 'signal' }>, parts: DriverParts): void {
  const { storage, channel } = parts.placement.of(argument.value)
  const offset = (channel + argument.channel) * storage.plane
  if (storage.full) {
    pushSlot(code, parts.table.storages.get(storage)!)
    pushSampleOffset(code, storage.sample)
    pushOffset(code, offset)
  } else {
    code.get(parameter.arena)
    pushOffset(code, parts.arena.offsets.get(storage)! * parts.tile + offset)
  }
}

function pushSlot(code: FunctionBuilder, slot: number): void {
  code.get(parameter.table)
  code.loadInteger(4 * slot)
}

function pushSampleOffset(code: FunctionBuilder, bytes: number): void {
  code.get(parameter.first)
  code.integer(bytes)
  code.plain(plain.i32Multiply)
  code.plain(plain.i32Add)
}

function pushOffset(code: FunctionBuilder, bytes: number): void {
  if (bytes === 0) return
  code.integer(bytes)
  code.plain(plain.i32Add)
}
