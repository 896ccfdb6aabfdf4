import { createEvaluator } from '@numeural/formula'
import type { OperationOf, ValueId } from '@numeural/plan'

/** Formulas on scalars, evaluated in float64 by formula's evaluator: a handful of numbers between two stages. */
export interface ScalarStep {
  readonly result: ValueId
  readonly operands: readonly { readonly value: ValueId; readonly index: number }[]
  readonly evaluate: (inputs: ArrayLike<number>, outputs: Float64Array) => void
  /** Room for the inputs and outputs. */
  readonly inputs: Float64Array
  readonly outputs: Float64Array
}

export function scalarStep(work: OperationOf<'scalars'>): ScalarStep {
  const names = work.operands.map(({ name }) => name)
  return {
    result: work.result,
    operands: work.operands.map(({ from }) => ({ value: from.id, index: from.kind === 'element' ? from.index : 0 })),
    evaluate: createEvaluator(work.graph, names),
    inputs: new Float64Array(names.length),
    outputs: new Float64Array(work.graph.outputs.length),
  }
}
