import { GraphBuilder, withDerivatives } from '@numeural/formula'
import type { MapOperation } from '../../plan/operation.js'
import { channelOf, type Operand, type Signal } from '../../plan/value.js'
import { absorbUnderflow } from '../absorb-underflow.js'
import type { Adjoints } from '../adjoints.js'
import type { AdjointRule } from '../rule.js'
import { shareDenominators } from '../share-denominators.js'
import { keyOf, NamedOperands } from '../terms.js'

/**
 * `v̄ = Σ_k ȳ_k · ∂f_k/∂v` for every operand v that needs it: one map with an output for each, which share subexpressions, and a
 * reduction for each operand that is broadcast. An adjoint that is a known signal needs no output.
 */
export const map: AdjointRule<MapOperation> = (operation, adjoints) => {
  const { builder } = adjoints
  const graph = new GraphBuilder()
  const operands = new NamedOperands(operation.operands)
  const sums = operandAdjoints(operation, adjoints, graph, operands)
  const emitted: { target: Operand; node: number }[] = []
  for (const sum of sums) {
    const node = graph.node(sum.node)
    const known = node.op === 'input' ? operands.byName[node.name ?? ''] : undefined
    if (known?.kind === 'signal') contribute(adjoints, sum.target, known)
    else if (known !== undefined && sum.target.kind === 'signal') adjoints.addTerms(sum.target.id, [[known]])
    else emitted.push(sum)
  }
  if (emitted.length === 0) return
  const shape = channelOf(builder.signal(operation.results[0]), 0)
  const signals = builder.maps(
    shareDenominators(graph.finish(emitted.map((sum) => sum.node))),
    { ...operands.byName, ' shape': shape },
    operation.shape.channels,
  )
  for (const [index, signal] of signals.entries()) contribute(adjoints, emitted[index].target, signal)
}

/** Nodes for the adjoint of every operand that needs it and does not have a zero one, before reduction. */
function operandAdjoints(operation: MapOperation, adjoints: Adjoints, graph: GraphBuilder, operands: NamedOperands) {
  const wanted = operation.operands.filter(({ from }) => adjoints.isActive(from.id))
  const nodes = graph.insert(
    absorbUnderflow(
      withDerivatives(
        operation.graph,
        wanted.map((operand) => operand.name),
      ),
    ),
  )
  const upstream = operation.results.map((result) => operands.sumOf(graph, adjoints.terms(result)))
  const zero = graph.constant(0)
  const sums = new Map<string, { target: Operand; node: number }>()
  wanted.forEach(({ from }, position) => {
    const sum = upstream.reduce(
      (total, factor, output) => {
        const derivative = nodes[(position + 1) * upstream.length + output]
        if (factor === zero || derivative === zero) return total
        return graph.apply('add', total, graph.apply('multiply', factor, derivative))
      },
      sums.get(keyOf(from))?.node ?? zero,
    )
    if (sum !== zero) sums.set(keyOf(from), { target: from, node: sum })
  })
  return [...sums.values()]
}

/** Adds a signal of the map's shape to the adjoint of an operand, summed over whatever the operand was broadcast over. */
function contribute(adjoints: Adjoints, target: Operand, signal: Signal): void {
  const { builder } = adjoints
  if (target.kind === 'signal') adjoints.addTerms(target.id, [[signal]])
  else if (target.kind === 'channel') {
    const single = signal.shape.channels === 1 ? signal : builder.sumOverChannels(signal)
    adjoints.addChannels(target.id, target.channel, single)
  } else if (target.kind === 'vector') adjoints.addVector(target.id, builder.sumPerChannel(signal))
  else if (target.kind === 'element') adjoints.addVector(target.id, builder.sum(signal), target.index)
  else adjoints.addSample(target.id, builder.perSample('sum', signal))
}
