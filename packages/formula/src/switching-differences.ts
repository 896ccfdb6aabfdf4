import { GraphBuilder } from './builder.js'
import { type Graph, isComparison } from './graph.js'

/**
 * The graph whose outputs change their sign wherever a graph switches pieces: a − b for every comparison of a with b (also
 * in `min` and `max`), a for every abs(a) and sign(a). Outputs that are constant are left out.
 */
export function switchingDifferences(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const { nodes } = builder.insertNodes(graph)
  const outputs = graph.nodes.flatMap(({ op, args }) => {
    if (isComparison(op) || op === 'min' || op === 'max')
      return [builder.apply('subtract', nodes[args[0]], nodes[args[1]])]
    return op === 'abs' || op === 'sign' ? [nodes[args[0]]] : []
  })
  return builder.finish([...new Set(outputs)].filter((id) => !builder.isConstant(id)))
}
