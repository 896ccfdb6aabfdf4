import type { OperationOf } from '@numeural/plan'
import { kernelText } from '../device/kernel-text.js'
import { graphSource } from '../formula/graph-source.js'
import { Arguments } from '../kernels/arguments.js'
import { packed } from '../kernels/pack.js'
import { reading } from '../kernels/reading.js'
import type { Tracer } from '../kernels/trace.js'

/** The formulas on elements of vectors, in float32: one thread for each. */
export const scalars: Tracer<OperationOf<'scalars'>> = ({ graph, operands, result }, trace) => {
  const places = packed(
    trace,
    operands.map(({ from }) => from),
  )
  const arguments_ = new Arguments()
  const { statements, results } = graphSource(graph, graph.outputs, {
    input: (name) => {
      const k = operands.findIndex((operand) => operand.name === name)
      return reading(trace.plan, operands[k]!.from, places[k]!, arguments_)
    },
    constant: (value) => arguments_.number(value),
  })
  const branches = results.flatMap((expression, k) =>
    k === results.length - 1
      ? [`return ${expression};`]
      : [`if (this.thread.x == ${k}) {`, `return ${expression};`, '}'],
  )
  const text = kernelText(arguments_.names, [...statements, ...branches], [results.length])
  trace.setPlace(result, trace.call(text, arguments_.values))
}
