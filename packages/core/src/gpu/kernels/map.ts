import type { Graph } from '@numeural/formula'
import type { MapOperation } from '../../plan/operation.js'
import type { Plan } from '../../plan/plan.js'
import type { SignalShape } from '../../plan/shape.js'
import type { Operand } from '../../plan/value.js'
import { graphSource } from '../formula/graph-source.js'
import type { GpuLimits } from '../limits.js'
import { type Place, shapeOf, type Tracer } from '../program/tracer.js'
import { Arguments } from './arguments.js'
import { gridOf, rowParts } from './grid.js'
import { type KernelText, kernelText } from './kernel-text.js'
import { packed } from './pack.js'

/** One kernel for every output that is needed: gpu.js has one output a kernel. */
export const map: Tracer<MapOperation> = ({ graph, shape, operands, results }, trace) => {
  const places = packed(
    trace,
    operands.map(({ from }) => from),
  )
  results.forEach((result, index) => {
    if (!trace.isNeeded(result)) return
    const arguments_ = new Arguments()
    const readings = new Map(
      operands.map(({ name, from }, k) => [name, () => reading(trace.plan, from, places[k], arguments_)]),
    )
    const text = mapKernel(graph, index, shape, trace.batch, trace.limits, readings, arguments_)
    trace.setPlace(result, trace.call(text, arguments_.values))
  })
}

function mapKernel(
  graph: Graph,
  output: number,
  shape: SignalShape,
  batch: number,
  limits: GpuLimits,
  readings: ReadonlyMap<string, () => string>,
  arguments_: Arguments,
): KernelText {
  const grid = gridOf(shape, batch, limits)
  const { statements, results } = graphSource(graph, [graph.outputs[output]], {
    input: (name) => readings.get(name)!(),
    constant: (value) => arguments_.number(value),
  })
  const usesParts = statements.some((statement) => /\b[cn]\b/.test(statement))
  return kernelText(
    arguments_.names,
    [...grid.position, ...(usesParts ? rowParts(shape, batch) : []), ...statements, `return ${results[0]};`],
    grid.output,
  )
}

/** The expression that reads an operand at the thread's place, by the broadcast rule of its kind. */
export function reading(plan: Plan, operand: Operand, { handle, offset }: Place, arguments_: Arguments): string {
  const array = arguments_.array(handle)
  const shift = (first: number): string => (first === 0 ? '' : `${arguments_.number(first)} + `)
  switch (operand.kind) {
    case 'signal':
      return `${array}[${shift(offset)}row][x]`
    case 'channel': {
      const { channels, height } = shapeOf(plan, operand.id)
      return `${array}[${shift(offset)}(n * ${channels} + ${operand.channel}) * ${height} + y][x]`
    }
    case 'vector':
      return `${array}[${arguments_.number(offset)} + c]`
    case 'element':
      return `${array}[${arguments_.number(offset + operand.index)}]`
    case 'sample':
      return `${array}[${shift(offset)}n]`
  }
}
