import { GraphBuilder } from './builder.js'
import { type Graph, malformed } from './graph.js'

/**
 * Replaces inputs of a graph by other graphs, all at once (a replacement may read the name that it replaces).
 *
 * @param replacements graphs with one output each, or numbers, by input name;
 *   names that the graph does not read are ignored
 */
export function substitute(graph: Graph, replacements: Readonly<Record<string, Graph | number>>): Graph {
  const builder = new GraphBuilder()
  const ids: Record<string, number> = Object.create(null) as Record<string, number>
  for (const [name, replacement] of Object.entries(replacements)) {
    if (typeof replacement === 'number') {
      ids[name] = builder.constant(replacement)
      continue
    }
    const [id, ...more] = builder.insert(replacement)
    if (id === undefined || more.length > 0) {
      throw malformed(`the replacement of '${name}' has ${replacement.outputs.length} outputs, it must have one`, name)
    }
    ids[name] = id
  }
  return builder.finish(builder.insert(graph, ids))
}
