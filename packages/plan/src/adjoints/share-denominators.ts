import { type Graph, GraphBuilder } from '@numeural/formula'

/**
 * The same function, in which quotients with one denominator share its reciprocal:
 * one division instead of several, at the cost of one more rounding each.
 * Quotient rules give every partial derivative the denominators of the value;
 * the values of a plan itself keep their divisions.
 */
export function shareDenominators(graph: Graph): Graph {
  const uses = new Map<number, number>()
  for (const { op, args } of graph.nodes) {
    if (op === 'divide') uses.set(args[1]!, (uses.get(args[1]!) ?? 0) + 1)
  }
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const { op, args, value, name } of graph.nodes) {
    if (op === 'constant') ids.push(builder.constant(value!))
    else if (op === 'input') ids.push(builder.input(name!))
    else {
      const given = args.map((arg) => ids[arg]!)
      const isShared = op === 'divide' && uses.get(args[1]!)! > 1
      ids.push(
        isShared
          ? builder.apply('multiply', given[0]!, builder.apply('divide', builder.constant(1), given[1]!))
          : builder.apply(op, ...given),
      )
    }
  }
  return builder.finish(graph.outputs.map((id) => ids[id]!))
}
