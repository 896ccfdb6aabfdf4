import { GraphBuilder } from './builder.js'
import { constantValue, type Graph, inputName, inputsOf } from './graph.js'
import { Encloser } from './interval/encloser.js'
import type { Interval } from './interval/interval.js'

/**
 * The same function, without the conditions that are always true or always false.
 *
 * @param ranges where inputs lie; the others may be any number
 */
export function decideConditions(graph: Graph, ranges: Readonly<Record<string, Interval>>): Graph {
  const line = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY }
  const box = Object.fromEntries(inputsOf(graph).map((name) => [name, ranges[name] ?? line]))
  const { truths } = new Encloser(graph, box)
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const { op, args, ...leaf } of graph.nodes) {
    const [condition = -1, yes = -1, no = -1] = args
    const truth = op === 'select' ? truths[condition] : undefined
    if (op === 'constant') ids.push(builder.constant(constantValue({ op, args, ...leaf })))
    else if (op === 'input') ids.push(builder.input(inputName({ op, args, ...leaf })))
    else if (truth !== undefined) ids.push(ids[truth ? yes : no] as number)
    else ids.push(builder.apply(op, ...args.map((arg) => ids[arg] as number)))
  }
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}
