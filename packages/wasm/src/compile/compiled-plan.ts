import type { Plan, ValueId } from '@numeural/plan'
import type { KernelLibrary, MapKernel } from '../kernels/kernel-library.js'
import { emitDriver, importName, stageName } from '../lowering/driver/driver.js'
import { layOut } from '../lowering/layout/layout.js'
import type { Instruction } from '../lowering/operations/instruction.js'
import { sampleWorkOf } from '../lowering/operations/operations.js'
import type { AddressTable } from '../lowering/placement/address-table.js'
import type { Placement } from '../lowering/placement/placement.js'
import type { Staging } from '../lowering/stages/stages.js'
import { liveWork } from '../lowering/work/live.js'
import { reducedBy, type Work } from '../lowering/work/work.js'
import { type ScalarStep, scalarStep } from './scalar-step.js'

/** A vector joined from the sums of groups of tiles. */
interface Reduction {
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
  /** Values that it computes for a sample, each counted as often as a kernel has entries. */
  readonly sampleWork: number
  /** Bytes that a thread needs for what exists for one tile only. */
  readonly arenaBytes: number
  /** Units of work of a tile; follows from the plan alone. */
  readonly tile: number
  /** Bands of a sample. A unit of work is a sample, or a band of one. */
  readonly bandCount: number
}

/** What all programs of a plan share. */
export interface CompiledPlan {
  readonly plan: Plan
  readonly stages: readonly CompiledStage[]
  readonly placement: Placement
  readonly table: AddressTable
  /** The parts of the plan's gradient that are computed; others have been joined to these. */
  readonly gradientParts: NonNullable<Plan['gradient']>['parts']
  readonly shareable: ShareablePlan
  /** Kept, so that the library keeps them. */
  readonly kernels: readonly MapKernel[]
}

/** What another thread needs to run the plan's stages. */
interface ShareablePlan {
  readonly driver: WebAssembly.Module
  /** Names of the driver's functions; null for a stage without tiles. */
  readonly stages: readonly (string | null)[]
  /** The functions that the driver imports: map kernels with their module, fixed kernels without. */
  readonly kernels: readonly {
    readonly name: string
    readonly module: WebAssembly.Module | null
    readonly imports: readonly string[]
  }[]
}

/** Lowers a plan, compiles the kernels it needs and the driver that calls them. */
export async function compilePlan(plan: Plan, work: readonly Work[], library: KernelLibrary): Promise<CompiledPlan> {
  const live = liveWork(plan, work)
  const { staging, placement, table, stages: layouts } = layOut(plan, live)
  const reductions = staging.stages.map(({ tiled }) => reductionsOf(plan, tiled))
  const partialOffsets = new Map(reductions.flat().map(({ value, offset }) => [value, offset]))
  const driver = emitDriver({ stages: layouts, placement, table, partialOffsets })
  const kernels = await kernelsOf(
    layouts.flatMap(({ instructions }) => instructions),
    library,
  )
  const { module, functions } = await library.instantiate(
    driver,
    Object.fromEntries(kernels.map(({ name, run }) => [name, run])),
  )
  const stages = staging.stages.map(({ scalars, tiled }, index): CompiledStage => {
    const { instructions, arena, tile, bands } = layouts[index]!
    return {
      scalars: scalars.map(scalarStep),
      run: instructions.length === 0 ? null : (functions[stageName(index)] as CompiledStage['run']),
      reductions: reductions[index]!,
      partialBytes: reductions[index]!.reduce((sum, { length }) => sum + 8 * length, 0),
      sampleWork: tiled.reduce((sum, each) => sum + sampleWorkOf(each, plan), 0),
      arenaBytes: arena.unitBytes * tile + arena.scratchBytes,
      tile,
      bandCount: bands?.count ?? 1,
    }
  })
  const gradientParts = (plan.gradient?.parts ?? []).filter(({ value }) => table.vectors.has(value))
  const shareable: ShareablePlan = {
    driver: module,
    stages: stages.map(({ run }, index) => (run === null ? null : stageName(index))),
    kernels: kernels.map(({ name, module, imports }) => ({ name, module, imports })),
  }
  const maps = kernels.flatMap(({ map }) => (map === null ? [] : [map]))
  return { plan, stages, placement, table, gradientParts, shareable, kernels: maps }
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

/** The functions that the driver calls, each once. */
async function kernelsOf(instructions: readonly Instruction[], library: KernelLibrary) {
  const kernels = new Map(instructions.map((instruction) => [importName(instruction), instruction.kernel]))
  return Promise.all(
    [...kernels].map(async ([name, kernel]) =>
      typeof kernel === 'string'
        ? { name, module: null, imports: [], run: library.fixed[kernel]!, map: null }
        : withMap(name, await library.map(kernel)),
    ),
  )
}

function withMap(name: string, map: MapKernel) {
  const { module, imports, run } = map
  return { name, module, imports, run, map }
}
