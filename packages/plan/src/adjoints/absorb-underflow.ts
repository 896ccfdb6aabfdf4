import { type Graph, GraphBuilder } from '@numeural/formula'

/**
 * The same function, in which exp(…) times something is 0 where the exponential is 0 to the last digit,
 * whatever the other factor is. In a derivative that factor often overflows at the same place:
 * exp(−1/r⁸)·8/r⁹ tends to 0 for r → 0, but is evaluated as 0·∞ = NaN, in float32 as early as r = 1e-5.
 */
export function absorbUnderflow(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const isExponential = (id: number): boolean => builder.node(id).op === 'exp'
  const ids: number[] = []
  for (const { op, args, value, name } of graph.nodes) {
    if (op === 'constant') ids.push(builder.constant(value!))
    else if (op === 'input') ids.push(builder.input(name!))
    else {
      const given = args.map((arg) => ids[arg]!)
      const result = builder.apply(op, ...given)
      const factor = op === 'multiply' ? given.find(isExponential) : undefined
      const zero = builder.constant(0)
      ids.push(
        factor === undefined ? result : builder.apply('select', builder.apply('equal', factor, zero), zero, result),
      )
    }
  }
  return builder.finish(graph.outputs.map((id) => ids[id]!))
}
