import { GraphBuilder } from './builder.js'
import { constantValue, type Graph, type GraphNode, inputName } from './graph.js'

/** sign(a)·rest, as nodes of a builder. */
interface Signed {
  readonly sign: number
  readonly rest: number
}

/**
 * The same function with every product and quotient that has a factor sign(a) written as sign(a)·(everything else),
 * if |a| occurs in the formula: so it can be differentiated without its apparent kink at a = 0.
 */
export function signsOutermost(graph: Graph): Graph {
  if (!graph.nodes.some(({ op, args }) => op === 'sign' && hasMagnitude(graph, args[0] as number))) return graph
  const builder = new GraphBuilder()
  const signed = new Map<number, Signed>()
  const ids: number[] = []
  for (const [index, node] of graph.nodes.entries()) {
    const args = node.args.map((arg) => ids[arg] as number)
    if (node.op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else {
      const parts = withSignOutside(builder, node, ids, signed)
      ids.push(
        parts === undefined ? builder.apply(node.op, ...args) : builder.apply('multiply', parts.sign, parts.rest),
      )
      if (parts !== undefined) signed.set(index, parts)
      if (node.op === 'sign') signed.set(index, { sign: ids[index] as number, rest: builder.constant(1) })
    }
  }
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}

/** Whether |a| of a node occurs in a graph. */
function hasMagnitude({ nodes }: Graph, of: number): boolean {
  return nodes.some(({ op, args }) => op === 'abs' && args[0] === of)
}

function withSignOutside(
  builder: GraphBuilder,
  { op, args: [a = -1, b = -1] }: GraphNode,
  ids: readonly number[],
  signed: ReadonlyMap<number, Signed>,
): Signed | undefined {
  if (op !== 'multiply' && op !== 'divide') return undefined
  const [first, other] = op === 'divide' || signed.has(a) ? [signed.get(a), b] : [signed.get(b), a]
  return first && { sign: first.sign, rest: builder.apply(op, first.rest, ids[other] as number) }
}
