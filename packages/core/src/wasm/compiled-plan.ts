import type { Plan } from '../plan/plan.js'
import type { ValueId } from '../plan/value.js'
import type { KernelLibrary } from './kernels/kernel-library.js'
import type { MapSpec } from './kernels/map-spec.js'
import { type Arena, layOutArena } from './lowering/arena.js'
import { LoweringContext } from './lowering/context.js'
import { emitDriver, importName, stageName } from './lowering/driver.js'
import type { Instruction } from './lowering/instruction.js'
import { liveWork } from './lowering/live.js'
import { lower } from './lowering/lower.js'
import { Placement } from './lowering/placement.js'
import { type Staging, stage } from './lowering/stages.js'
import { AddressTable } from './lowering/table.js'
import { reducedBy, type Work } from './lowering/work.js'
import { type ScalarStep, scalarStep } from './scalar-step.js'

/** Activations of a tile shall fit into the first-level cache together with what streams by. */
const tileBytes = 24 * 1024
const largestTile = 64

/** A vector joined from the sums of groups of tiles. */
export interface Reduction {
  readonly value: ValueId
  readonly length: number
  readonly isMaximum: boolean
  /** Bytes from the start of a group's sums. */
  readonly offset: number
}

/** One stage of a compiled plan. */
export interface CompiledStage {
  /** Computed before the tiles. */
  readonly scalars: readonly ScalarStep[]
  /** `(table, arena, first, last, partials)`; null if there is nothing to do tile by tile. */
  readonly run: ((table: number, arena: number, first: number, last: number, partials: number) => number) | null
  readonly reductions: readonly Reduction[]
  /** Bytes of the sums of one group of tiles. */
  readonly partialBytes: number
}

/** What all programs of a plan share. */
export interface CompiledPlan {
  readonly plan: Plan
  readonly stages: readonly CompiledStage[]
  readonly placement: Placement
  readonly table: AddressTable
  readonly arena: Arena
  /** Samples of a tile; follows from the plan alone. */
  readonly tile: number
  /** The parts of the plan's gradient that are computed; others have been joined to these. */
  readonly gradientParts: NonNullable<Plan['gradient']>['parts']
}

/** Lowers a plan, compiles the kernels it needs and the driver that calls them. */
export async function compilePlan(plan: Plan, work: readonly Work[], library: KernelLibrary): Promise<CompiledPlan> {
  const live = liveWork(plan, work)
  const staging = stage(live)
  const placement = new Placement(plan, live, staging)
  const table = new AddressTable(plan, live, placement)
  const context = new LoweringContext(plan, placement)
  const instructions = staging.stages.map(({ tiled }) => tiled.flatMap((each) => lower(each, context)))
  const arena = layOutArena(instructions, placement)
  const tile = Math.min(largestTile, Math.max(1, Math.floor(tileBytes / Math.max(1, arena.sampleBytes))))
  const reductions = staging.stages.map(({ tiled }) => reductionsOf(plan, tiled))
  const partialOffsets = new Map(reductions.flat().map(({ value, offset }) => [value, offset]))
  const driver = emitDriver({ stages: instructions, tile, arena, placement, table, partialOffsets })
  const functions = await library.instantiate(driver.bytes, await importsOf(instructions.flat(), library))
  const stages = staging.stages.map(({ scalars }, index): CompiledStage => {
    const partialBytes = reductions[index]!.reduce((sum, { length }) => sum + 8 * length, 0)
    const run = instructions[index]!.length === 0 ? null : (functions[stageName(index)] as CompiledStage['run'])
    return { scalars: scalars.map(scalarStep), run, reductions: reductions[index]!, partialBytes }
  })
  const gradientParts = (plan.gradient?.parts ?? []).filter(({ value }) => table.vectors.has(value))
  return { plan, stages, placement, table, arena, tile, gradientParts }
}

function reductionsOf(plan: Plan, tiled: Staging['stages'][number]['tiled']): Reduction[] {
  const maxima = new Map(tiled.flatMap((work) => reducedBy(work).map((value) => [value, isMaximum(work)] as const)))
  let offset = 0
  return [...maxima].map(([value, isMaximum]) => {
    const type = plan.values[value]!
    const length = type.kind === 'vector' ? type.length : 0
    const start = offset
    offset += 8 * length
    return { value, length, isMaximum, offset: start }
  })
}

function isMaximum(work: Work): boolean {
  return work.op === 'reduce' && work.kind === 'maximum'
}

async function importsOf(
  instructions: readonly Instruction[],
  library: KernelLibrary,
): Promise<Record<string, (...args: number[]) => number>> {
  const entries = new Map<string, Promise<(...args: number[]) => number>>()
  for (const instruction of instructions) {
    const name = importName(instruction)
    if (entries.has(name)) continue
    const { kernel } = instruction
    entries.set(
      name,
      typeof kernel === 'string' ? Promise.resolve(library.fixed[kernel]!) : library.map(kernel as MapSpec),
    )
  }
  return Object.fromEntries(
    await Promise.all([...entries].map(async ([name, kernel]) => [name, await kernel] as const)),
  )
}
