import { createEvaluator, derivativesOf, type Graph, GraphBuilder } from '@numeural/formula'
import { absorbUnderflow } from '../adjoints/absorb-underflow.js'
import type { Adjoints } from '../adjoints/adjoints.js'
import { shareDenominators } from '../adjoints/share-denominators.js'
import { keyOf, NamedOperands } from '../adjoints/terms.js'
import { type FormulaLike, graphOf, type MapOperand, mapShape, namedOperands, operandType } from '../values/operands.js'
import { type SignalShape, sizeOf } from '../values/shape.js'
import { shapeOf, type ValueList } from '../values/shape-of.js'
import { channelOf, type Operand, type Signal, type ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** Pointwise formula: every output of the graph becomes one signal of the given shape. */
export interface MapOperation {
  readonly op: 'map'
  readonly graph: Graph
  readonly shape: SignalShape
  readonly operands: readonly MapOperand[]
  readonly results: readonly ValueId[]
}

export function addMap(
  draft: Draft<MapOperation>,
  formula: FormulaLike,
  operands: Readonly<Record<string, Operand>>,
  channels: number | undefined,
): Signal[] {
  const graph = graphOf(formula, operands)
  const named = namedOperands(graph, operands)
  const shape = mapShape(Object.values(operands), channels, (operand) => operandType(draft.values, operand))
  const results = graph.outputs.map(() => draft.newSignal(shape))
  draft.add({ op: 'map', graph, shape, operands: named, results: results.map((result) => result.id) })
  return results
}

export const map: Definition<MapOperation> = {
  reads: ({ operands }) => operands.map(({ from }) => from.id),
  results: ({ results }) => results,

  /** The formula, evaluated at every sample, channel and pixel. */
  step({ graph, shape, operands, results }, plan) {
    const evaluator = createEvaluator(
      graph,
      operands.map((operand) => operand.name),
    )
    const readings = operands.map((operand) => readingOf(plan, operand.from))
    const arguments_ = new Float64Array(operands.length)
    const outputs = new Float64Array(results.length)
    const pixels = shape.height * shape.width
    return ({ batch, values }) => {
      for (let n = 0; n < batch; n++) {
        for (let c = 0; c < shape.channels; c++) {
          for (let p = 0; p < pixels; p++) {
            for (let k = 0; k < readings.length; k++) {
              const { id, offset, sample, channel, pixel } = readings[k]!
              arguments_[k] = values[id]![offset + n * sample + c * channel + p * pixel]!
            }
            evaluator(arguments_, outputs)
            for (let k = 0; k < results.length; k++)
              values[results[k]!]![(n * shape.channels + c) * pixels + p] = outputs[k]!
          }
        }
      }
    }
  },

  /**
   * `v̄ = Σ_k ȳ_k · ∂f_k/∂v` for every operand v that needs it:
   * one map with an output for each, which share subexpressions, and a reduction for each operand that is broadcast.
   * An adjoint that is a known signal needs no output.
   */
  adjoint(operation, adjoints) {
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
    const shape = channelOf(builder.signal(operation.results[0]!), 0)
    const signals = builder.maps(
      shareDenominators(graph.finish(emitted.map((sum) => sum.node))),
      { ...operands.byName, ' shape': shape },
      operation.shape.channels,
    )
    for (const [index, signal] of signals.entries()) contribute(adjoints, emitted[index]!.target, signal)
  },
}

/** Where an operand is read: `values[id][offset + n·sample + c·channel + p·pixel]`. */
interface Reading {
  readonly id: number
  readonly offset: number
  readonly sample: number
  readonly channel: number
  readonly pixel: number
}

/** The broadcast rule of every kind of operand. */
function readingOf(plan: ValueList, operand: Operand): Reading {
  const { id } = operand
  switch (operand.kind) {
    case 'signal': {
      const shape = shapeOf(plan, id)
      return { id, offset: 0, sample: sizeOf(shape), channel: shape.height * shape.width, pixel: 1 }
    }
    case 'channel': {
      const shape = shapeOf(plan, id)
      return { id, offset: operand.channel * shape.height * shape.width, sample: sizeOf(shape), channel: 0, pixel: 1 }
    }
    case 'vector':
      return { id, offset: 0, sample: 0, channel: 1, pixel: 0 }
    case 'element':
      return { id, offset: operand.index, sample: 0, channel: 0, pixel: 0 }
    case 'sample':
      return { id, offset: 0, sample: 1, channel: 0, pixel: 0 }
  }
}

/** Nodes for the adjoint of every operand that needs it and does not have a zero one, before reduction. */
function operandAdjoints(operation: MapOperation, adjoints: Adjoints, graph: GraphBuilder, operands: NamedOperands) {
  const wanted = operation.operands.filter(({ from }) => adjoints.isActive(from.id))
  // weights and parameters by which a formula divides are not 0; values of signals may be
  const nonzero = operation.operands.filter(({ from }) => from.kind === 'element' || from.kind === 'vector')
  const derivatives = derivativesOf(operation.graph, wanted.map(nameOf), { nonzero: nonzero.map(nameOf) })
  const nodes = graph.insert(absorbUnderflow(derivatives.graph))
  const upstream = operation.results.map((result) => operands.sumOf(graph, adjoints.terms(result)))
  const zero = graph.constant(0)
  const sums = new Map<string, { target: Operand; node: number }>()
  wanted.forEach(({ from }, position) => {
    const sum = upstream.reduce(
      (total, factor, output) => {
        const index = position * upstream.length + output
        const derivative = nodes[upstream.length + index]!
        if (factor === zero || derivative === zero) return total
        const product = graph.apply('multiply', factor, derivative)
        // what does not count in the loss adds nothing, however steep the formula is there
        const part = derivatives.mayBeInfinite[index]
          ? graph.apply('select', graph.apply('equal', factor, zero), zero, product)
          : product
        return graph.apply('add', total, part)
      },
      sums.get(keyOf(from))?.node ?? zero,
    )
    if (sum !== zero) sums.set(keyOf(from), { target: from, node: sum })
  })
  return [...sums.values()]
}

function nameOf({ name }: MapOperand): string {
  return name
}

/**
 * Adds a signal of the map's shape to the adjoint of an operand, summed over whatever the operand was broadcast over.
 */
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
