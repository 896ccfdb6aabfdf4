import { createEvaluator, type Graph } from '@numeural/formula'
import { notDifferentiable } from '../adjoints/not-differentiable.js'
import { joinedGraph, type MapOperand, namedOperands, operandType } from '../values/operands.js'
import type { Element, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/**
 * A formula on scalars: `result` is a vector with one element per output of the graph;
 * operands are elements of vectors.
 */
export interface ScalarsOperation {
  readonly op: 'scalars'
  readonly graph: Graph
  readonly operands: readonly MapOperand[]
  readonly result: ValueId
}

export function addScalars(
  draft: Draft<ScalarsOperation>,
  formulas: Graph | readonly string[],
  operands: Readonly<Record<string, Element>>,
): Vector {
  const graph = isGraph(formulas) ? formulas : joinedGraph(formulas, Object.keys(operands))
  for (const operand of Object.values(operands)) operandType(draft.values, operand)
  const named = namedOperands(graph, operands)
  const result = draft.newVector(graph.outputs.length)
  draft.add({ op: 'scalars', graph, operands: named, result: result.id })
  return result
}

function isGraph(formulas: Graph | readonly string[]): formulas is Graph {
  return !Array.isArray(formulas)
}

export const scalars: Definition<ScalarsOperation> = {
  reads: ({ operands }) => operands.map(({ from }) => from.id),
  results: ({ result }) => [result],

  /** The formulas on elements of vectors, in float64. */
  step({ graph, operands, result }) {
    const evaluator = createEvaluator(
      graph,
      operands.map((operand) => operand.name),
    )
    const arguments_ = new Float64Array(operands.length)
    return ({ values }) => {
      operands.forEach(({ from }, k) => {
        arguments_[k] = values[from.id]![from.kind === 'element' ? from.index : 0]!
      })
      evaluator(arguments_, values[result]!)
    }
  },

  /** Formulas on scalars are for solvers; there is no adjoint yet. */
  adjoint() {
    throw notDifferentiable('scalars')
  },
}
