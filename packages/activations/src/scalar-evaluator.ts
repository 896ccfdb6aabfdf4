import { createEvaluator, type Graph } from '@numeural/formula'

/** A graph with one output as a function of r in float64, the other inputs fixed. Allocates nothing per call. */
export function scalarEvaluator(graph: Graph, values: Readonly<Record<string, number>>): (r: number) => number {
  const evaluator = vectorEvaluator(graph, values)
  return (r) => evaluator(r)[0]
}

/** Like `scalarEvaluator` for several outputs; the array it returns is overwritten by the next call. */
export function vectorEvaluator(graph: Graph, values: Readonly<Record<string, number>>): (r: number) => Float64Array {
  const names = Object.keys(values)
  const run = createEvaluator(graph, ['r', ...names])
  const inputs = Float64Array.of(0, ...names.map((name) => values[name]))
  const outputs = new Float64Array(graph.outputs.length)
  return (r) => {
    inputs[0] = r
    run(inputs, outputs)
    return outputs
  }
}
