import { type Operand, sizeOf } from '@numeural/plan'
import type { MapSource, SumTarget } from '../../kernels/map-spec.js'
import type { MapWork, StencilOperand, TapOperand } from '../work/work.js'
import type { LoweringContext } from './context.js'
import { type Argument, signal, vector } from './instruction.js'
import type { Lowering } from './lowering.js'

interface Source {
  readonly name: string
  readonly source: MapSource
  readonly arguments: readonly Argument[]
}

export const map: Lowering<MapWork> = {
  lower(work, context) {
    // Own names instead of the operands': kernels that differ in names only are one kernel.
    const names = new Map(work.operands.map(({ name }, index) => [name, `x${index}`]))
    const nodes = work.graph.nodes.map((node) =>
      node.op === 'input' ? { ...node, name: names.get(node.name!)! } : node,
    )
    const sources = sourcesOf(work, names, context)
    const vectors = [...new Set(work.sums.map(({ result }) => result))]
    const sums = work.sums.map(
      ({ result, element, channelStride }): SumTarget => ({ vector: vectors.indexOf(result), element, channelStride }),
    )
    return [
      {
        kernel: {
          dtype: context.plan.dtype,
          isBanded: context.isBanded,
          graph: { nodes, outputs: work.graph.outputs },
          ...work.shape,
          sources: Object.fromEntries(sources.map(({ name, source }) => [name, source])),
          targets: work.results.map((result) => context.strides(result)),
          sums,
        },
        arguments: [
          ...(context.isBanded ? context.rowsOf(work) : [{ kind: 'count' } as const]),
          ...sources.flatMap((each) => each.arguments),
          ...work.results.map((result) => signal(result)),
          ...vectors.map((value): Argument => ({ kind: 'partial', value })),
        ],
        scratch: 0,
      },
    ]
  },

  sampleWork: ({ shape }) => sizeOf(shape),
}

/**
 * The sources of a map; taps share the stencil source that reads the same neighbours,
 * stencils of one kernel their weights.
 */
function sourcesOf(work: MapWork, names: ReadonlyMap<string, string>, context: LoweringContext): Source[] {
  const sources: Source[] = []
  const readers = new Map<string, string>()
  const weights = new Map<string, string>()
  for (const { name: given, from } of work.operands) {
    const name = names.get(given)!
    if (from.kind === 'stencil') {
      if (!from.transposed) readers.set(neighbours(from), name)
      const key = JSON.stringify([from.kernel, from.geometry, from.transposed])
      const owner = weights.get(key) ?? name
      weights.set(key, owner)
      const own = owner === name ? [vector(from.kernel)] : []
      sources.push({ name, source: stencilSource(from, owner, context), arguments: [signal(from.id), ...own] })
    } else if (from.kind !== 'tap')
      sources.push({ name, source: sourceOf(from, context), arguments: argumentsOf(from) })
  }
  for (const { name: given, from } of work.operands) {
    if (from.kind !== 'tap') continue
    const key = neighbours(from)
    let stencil = readers.get(key)
    if (stencil === undefined) {
      stencil = `n${readers.size}`
      readers.set(key, stencil)
      const source = stencilSource({ ...from, transposed: false }, null, context)
      sources.push({ name: stencil, source, arguments: [signal(from.id)] })
    }
    const { channel, row, column } = from
    sources.push({ name: names.get(given)!, source: { kind: 'tap', stencil, channel, row, column }, arguments: [] })
  }
  return sources
}

function neighbours({ id, geometry }: StencilOperand | TapOperand): string {
  return JSON.stringify([id, geometry])
}

function stencilSource(
  { id, geometry, transposed }: Pick<StencilOperand, 'id' | 'geometry' | 'transposed'>,
  weights: string | null,
  context: LoweringContext,
): MapSource {
  return { kind: 'stencil', geometry, transposed, weights, ...context.strides(id) }
}

function sourceOf(from: Operand, context: LoweringContext): MapSource {
  switch (from.kind) {
    case 'signal':
    case 'channel':
      return { kind: 'signal', ...context.strides(from.id), oneChannel: from.kind === 'channel' }
    default:
      return { kind: from.kind }
  }
}

function argumentsOf(from: Operand): Argument[] {
  switch (from.kind) {
    case 'signal':
      return [signal(from.id)]
    case 'channel':
      return [{ kind: 'signal', value: from.id, channel: from.channel }]
    case 'vector':
      return [vector(from.id)]
    case 'element':
      return [{ kind: 'vector', value: from.id, index: from.index }]
    case 'sample':
      return [{ kind: 'sample', value: from.id }]
  }
}
