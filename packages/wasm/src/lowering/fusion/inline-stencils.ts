import { GraphBuilder } from '@numeural/formula'
import { type Plan, sameShape, type ValueId } from '@numeural/plan'
import { kernelLength, shapeOf } from '@numeural/plan/contract'
import { mostSeparate } from '../../kernels/map-body.js'
import { stage } from '../stages/stages.js'
import { readersOf } from '../work/readers.js'
import type { MapWork, StencilOperand, Work } from '../work/work.js'

/** A stencil has at most this many kernel entries for each value; larger convolutions are left to the tiled kernel. */
const largestStencil = 16

/** All stencils of one map together: their weights shall not push everything else out of the registers. */
const largestSum = 24

/** A stencil that several maps read is computed in each of them if it has no more entries than this. */
const largestRepeated = 4

/** The loop body is emitted several times around the ends of a row: large formulas read convolutions from memory. */
const largestGraph = 200

/** Computes small convolutions, and their transposes, in the maps that read them; others that are small become maps. */
export function inlineStencils(plan: Plan, work: readonly Work[]): Work[] {
  const readers = readersOf(plan, work)
  const { stageOf } = stage(work)
  const inlined = new Map<ValueId, StencilOperand>()
  const sums = new Map<Work, number>()
  const result: Work[] = []
  for (const each of work) {
    const stencil = stencilOf(each)
    if (stencil === null) {
      result.push(each.op === 'map' ? withStencils(each, inlined) : each)
      continue
    }
    const { result: value } = each as { result: ValueId }
    const taps = tapsOf(stencil)
    const maps = (readers.get(value) ?? []).filter((reader) => reader?.op === 'map')
    const distinct = new Set(maps as MapWork[])
    const fits = [...distinct].every(
      (map) =>
        stageOf.get(map.results[0]!) === stageOf.get(value) &&
        map.graph.nodes.length <= largestGraph &&
        (sums.get(map) ?? 0) + taps <= largestSum &&
        readsWhole(plan, map, value),
    )
    const onlyMaps = maps.length === readers.get(value)?.length
    if (onlyMaps && fits && (distinct.size === 1 || taps <= largestRepeated)) {
      for (const map of distinct) sums.set(map, (sums.get(map) ?? 0) + taps)
      inlined.set(value, stencil)
    } else result.push(identity(plan, value, stencil))
  }
  return result
}

/** The stencil that an operation is, null if it is none or too large. */
function stencilOf(work: Work): StencilOperand | null {
  const { op } = work
  if (op !== 'convolution' && op !== 'transposed-convolution') return null
  const transposed = op === 'transposed-convolution'
  const id = op === 'convolution' ? work.x : work.y
  const stencil: StencilOperand = { kind: 'stencil', geometry: work.geometry, transposed, id, kernel: work.kernel }
  return tapsOf(stencil) <= largestStencil ? stencil : null
}

/**
 * Kernel entries for each value; those known to be 0 do not count, on average over the channels,
 * where kernels leave them out.
 */
function tapsOf({ geometry, transposed }: StencilOperand): number {
  const results = transposed ? geometry.inputChannels : geometry.outputChannels
  const left = results <= mostSeparate ? (geometry.zeros?.length ?? 0) : 0
  return (kernelLength(geometry) - left) / results
}

function readsWhole(plan: Plan, map: MapWork, value: ValueId): boolean {
  const type = plan.values[value]!
  const isSame = type.kind === 'signal' && sameShape(map.shape, type.shape)
  return isSame && map.operands.every(({ from }) => from.id !== value || from.kind === 'signal')
}

function withStencils(map: MapWork, inlined: ReadonlyMap<ValueId, StencilOperand>): MapWork {
  if (!map.operands.some(({ from }) => inlined.has(from.id))) return map
  const operands = map.operands.map(({ name, from }) => ({ name, from: inlined.get(from.id) ?? from }))
  return { ...map, operands }
}

function identity(plan: Plan, value: ValueId, stencil: StencilOperand): MapWork {
  const builder = new GraphBuilder()
  const graph = builder.finish([builder.input('r')])
  return {
    op: 'map',
    graph,
    shape: shapeOf(plan, value),
    operands: [{ name: 'r', from: stencil }],
    results: [value],
    sums: [],
  }
}
