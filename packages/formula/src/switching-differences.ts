import { GraphBuilder } from './builder.js'
import { functionOf } from './functions.js'
import { type Graph, isComparison } from './graph.js'

/**
 * The graph whose outputs change their sign wherever a graph switches pieces:
 * a − b for every comparison of a with b (also in `min` and `max`), a for every abs(a) and sign(a).
 * Outputs that are constant are left out.
 */
export function switchingDifferences(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const { nodes } = builder.insertNodes(graph)
  const outputs = graph.nodes.flatMap(({ op, args }) => {
    const isKinked = functionOf(op)?.kink !== undefined
    if (!isKinked && !isComparison(op)) return []
    const [a, b] = args.map((arg) => nodes[arg])
    return [args.length === 1 ? a : builder.apply('subtract', a, b)]
  })
  return builder.finish([...new Set(outputs)].filter((id) => !builder.isConstant(id)))
}
