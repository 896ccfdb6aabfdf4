import { GraphBuilder } from './builder.js'
import { constantValue, type Graph, type GraphNode, inputName, nodeAt } from './graph.js'
import { signsOutermost } from './signs-outermost.js'

/**
 * The same function in a form that has no kinks and no infinite slopes but its own: roots of squares are magnitudes,
 * and signs stand outside of products.
 */
export function derivativeForm(graph: Graph): Graph {
  return signsOutermost(graph.nodes.some((node) => rootOfSquare(graph, node)) ? withMagnitudes(graph) : graph)
}

function withMagnitudes(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const node of graph.nodes) {
    const root = rootOfSquare(graph, node)
    if (node.op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else if (root === undefined) ids.push(builder.apply(node.op, ...node.args.map((arg) => ids[arg] as number)))
    else {
      const magnitude = builder.apply('abs', ids[root.of] as number)
      ids.push(builder.apply('power', magnitude, builder.constant(root.exponent)))
    }
  }
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}

/** √(x²) and (x²)^p as a power of |x|. */
function rootOfSquare(graph: Graph, { op, args }: GraphNode): { of: number; exponent: number } | undefined {
  if (op !== 'sqrt' && op !== 'power') return undefined
  const [square, power] = args as [number, number]
  const { value: exponent = Number.NaN } = op === 'sqrt' ? { value: 0.5 } : nodeAt(graph, power)
  const { op: inner, args: factors } = nodeAt(graph, square)
  const [of = -1, other = -1] = factors
  const isSquare = inner === 'power' ? nodeAt(graph, other).value === 2 : inner === 'multiply' && of === other
  return isSquare && !Number.isNaN(exponent) && !Number.isInteger(exponent) ? { of, exponent: 2 * exponent } : undefined
}
