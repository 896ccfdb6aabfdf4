import type { Operand } from '../../plan/value.js'
import type { MapSource } from '../kernels/map-spec.js'
import type { LoweringContext } from './context.js'
import { type Argument, type Instruction, signal, vector } from './instruction.js'
import type { MapWork, StencilOperand } from './work.js'

export function lowerMap(work: MapWork, context: LoweringContext): Instruction[] {
  // Own names instead of the operands': kernels that differ in names only are one kernel.
  const names = new Map(work.operands.map(({ name }, index) => [name, `x${index}`]))
  const nodes = work.graph.nodes.map((node) => (node.op === 'input' ? { ...node, name: names.get(node.name!)! } : node))
  const sources = Object.fromEntries(work.operands.map(({ name, from }) => [names.get(name)!, sourceOf(from, context)]))
  return [
    {
      kernel: {
        dtype: context.plan.dtype,
        graph: { nodes, outputs: work.graph.outputs },
        ...work.shape,
        sources,
        targetStrides: work.results.map((result) => context.sampleStride(result)),
      },
      arguments: [
        { kind: 'count' },
        ...work.operands.flatMap(({ from }) => argumentsOf(from)),
        ...work.results.map((result) => signal(result)),
      ],
      scratch: 0,
    },
  ]
}

function sourceOf(from: Operand | StencilOperand, context: LoweringContext): MapSource {
  switch (from.kind) {
    case 'stencil': {
      const { geometry, transposed } = from
      return { kind: 'stencil', geometry, transposed, sampleStride: context.sampleStride(from.id) }
    }
    case 'signal':
    case 'channel':
      return { kind: 'signal', sampleStride: context.sampleStride(from.id), oneChannel: from.kind === 'channel' }
    default:
      return { kind: from.kind }
  }
}

function argumentsOf(from: Operand | StencilOperand): Argument[] {
  switch (from.kind) {
    case 'stencil':
      return [signal(from.id), vector(from.kernel)]
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
