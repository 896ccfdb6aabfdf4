import type { OperationOf } from '@numeural/plan'
import { kernelText } from '../device/kernel-text.js'
import { graphSource } from '../formula/graph-source.js'
import { Arguments } from '../kernels/arguments.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import { packed } from '../kernels/pack.js'
import { reading } from '../kernels/reading.js'
import type { Tracer } from '../kernels/trace.js'

/**
 * One kernel for every output that is needed: gpu.js has one output a kernel.
 * A convolution that only this map reads is part of it.
 */
export const map: Tracer<OperationOf<'map'>> = ({ graph, shape, operands, results }, trace) => {
  const inlined = operands.find(({ from }) => trace.gather(from.id) !== undefined)?.from.id
  const gather = inlined === undefined ? undefined : trace.gather(inlined)
  const read = operands.filter(({ from }) => from.id !== inlined)
  const places = packed(
    trace,
    read.map(({ from }) => from),
    trace.limits.arrays - (gather === undefined ? 0 : arraysOfGather),
  )
  results.forEach((result, index) => {
    if (!trace.isNeeded(result)) return
    const arguments_ = new Arguments()
    const grid = gridOf(shape, trace.batch, trace.limits)
    const sum = gather?.(arguments_) ?? []
    const { statements, results: expressions } = graphSource(graph, [graph.outputs[index]!], {
      input: (name) => {
        const k = read.findIndex((operand) => operand.name === name)
        return k < 0 ? 'sum' : reading(trace.plan, read[k]!.from, places[k]!, arguments_)
      },
      constant: (value) => arguments_.number(value),
    })
    const usesParts = [...sum, ...statements].some((statement) => /\b[cny]\b/.test(statement))
    const parts = usesParts ? rowParts(shape, trace.batch) : []
    const lines = [...grid.position, ...parts, ...sum, ...statements, `return ${expressions[0]};`]
    trace.setPlace(result, trace.call(kernelText(arguments_.names, lines, grid.output), arguments_.values))
  })
}

/** Arrays that a convolution reads: its signal and its kernel. */
const arraysOfGather = 2
