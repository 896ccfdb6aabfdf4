import { type Graph, GraphBuilder, substitute } from '@numeural/formula'

/** The graph of f(−r), or of −f(−r). */
export function mirrored(graph: Graph, negated: boolean): Graph {
  const builder = new GraphBuilder()
  const minus = builder.finish([builder.apply('negate', builder.input('r'))])
  const [id] = builder.insert(substitute(graph, { r: minus }))
  return builder.finish([negated ? builder.apply('negate', id) : id])
}
