import { createEvaluator } from '@numeural/formula'
import type { ScalarsOperation } from '../plan/operation.js'
import type { StepMaker } from './step.js'

/** The formulas on elements of vectors, in float64. */
export const scalars: StepMaker<ScalarsOperation> = ({ graph, operands, result }) => {
  const evaluator = createEvaluator(
    graph,
    operands.map((operand) => operand.name),
  )
  const arguments_ = new Float64Array(operands.length)
  return ({ values }) => {
    operands.forEach(({ from }, k) => {
      arguments_[k] = values[from.id][from.kind === 'element' ? from.index : 0]
    })
    evaluator(arguments_, values[result])
  }
}
