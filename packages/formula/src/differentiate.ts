import { GraphBuilder } from './builder.js'
import type { RuleContext } from './chain-rule.js'
import { derivativeRules } from './derivative-rules.js'
import { type Graph, signatures } from './graph.js'

/**
 * The derivative of every output of a graph with respect to one input.
 *
 * At a kink it is the derivative of the piece that holds the point: `abs' = sign`, `sign' = 0`, a select takes its
 * chosen branch. `max(a, b)` and `min(a, b)` take, where a = b, the argument that does not depend on the input, else
 * the first; so the derivative of `max(0, r)` is 0 at 0. The graph shares subexpressions with its derivative, and
 * quotients are differentiated without squaring the denominator, which would overflow in float32.
 *
 * @param name an input; one that the graph does not read gives zeros
 */
export function differentiate(graph: Graph, name: string): Graph {
  const builder = new GraphBuilder()
  return builder.finish(derivativesIn(builder, graph, builder.insertNodes(graph).nodes, name))
}

/**
 * A graph of values and derivatives with shared subexpressions: the outputs of `graph`, then the derivative of every
 * output with respect to `names[0]`, then with respect to `names[1]`, and so on.
 */
export function withDerivatives(graph: Graph, names: readonly string[]): Graph {
  const builder = new GraphBuilder()
  const { nodes, outputs } = builder.insertNodes(graph)
  return builder.finish([...outputs, ...names.flatMap((name) => derivativesIn(builder, graph, nodes, name))])
}

/** Forward accumulation over the nodes; `ids` are the nodes of `graph` in the builder. */
function derivativesIn(builder: GraphBuilder, graph: Graph, ids: readonly number[], name: string): number[] {
  const zero = builder.constant(0)
  const derivatives: number[] = []
  graph.nodes.forEach((node, index) => {
    if (node.op === 'constant' || signatures[node.op].result === 'truth') derivatives.push(zero)
    else if (node.op === 'input') derivatives.push(node.name === name ? builder.constant(1) : zero)
    else {
      const context: RuleContext = {
        builder,
        value: ids[index],
        args: node.args.map((arg) => ids[arg]),
        derivatives: node.args.map((arg) => derivatives[arg]),
      }
      const constant = context.derivatives.every((id) => builder.isConstant(id, 0))
      derivatives.push(constant ? zero : derivativeRules[node.op](context))
    }
  })
  return graph.outputs.map((output) => derivatives[output])
}
