import { GraphBuilder } from '../builder.js'
import { constantValue, type Graph, type GraphNode, inputName } from '../graph.js'

/**
 * The same function up to rounding, in which exponentials that are added before a logarithm or a quotient do not
 * overflow: `log(1 + exp(r))` becomes `(r + |r|)/2 + log1p(exp(-|r|))`, `exp(r)/(1 + exp(r))` `1/(1 + exp(-r))`, and
 * `log(exp(a) + exp(b))` and `exp(a)/(exp(a) + exp(b))` in the same way, positive constants being exponentials too.
 */
export function withoutOverflow(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const node of graph.nodes) {
    if (node.op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else {
      const source = { builder, graph, ids }
      ids.push(logarithmOfSum(source, node) ?? shareOfSum(source, node) ?? plain(source, node))
    }
  }
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}

interface Source {
  readonly builder: GraphBuilder
  readonly graph: Graph
  /** The node of the builder that a node of the graph has become. */
  readonly ids: readonly number[]
}

function plain({ builder, ids }: Source, { op, args }: GraphNode): number {
  return builder.apply(op, ...args.map((arg) => ids[arg] as number))
}

/** log(eᵃ + eᵇ) = (a + b)/2 + |a − b|/2 + log(1 + e^(−|a − b|)) */
function logarithmOfSum(source: Source, { op, args }: GraphNode): number | undefined {
  const { builder, graph, ids } = source
  const [inner] = args as [number]
  const inside = graph.nodes[inner] as GraphNode
  let exponents: readonly [number, number] | undefined
  if (op === 'log') exponents = exponentsOfSum(source, inside)
  else if (op === 'log1p' && inside.op === 'exp') {
    exponents = [builder.constant(0), ids[inside.args[0] as number] as number]
  }
  if (exponents === undefined) return undefined
  const [a, b] = exponents
  const distance = builder.apply('abs', builder.apply('subtract', b, a))
  const twice = builder.apply('add', builder.apply('add', a, b), distance)
  const larger = builder.apply('multiply', builder.constant(0.5), twice)
  const rest = builder.apply('log1p', builder.apply('exp', builder.apply('negate', distance)))
  return builder.apply('add', larger, rest)
}

/** eᵃ/(eᵃ + eᵇ) = 1/(1 + e^(b − a)) */
function shareOfSum(source: Source, { op, args }: GraphNode): number | undefined {
  if (op !== 'divide') return undefined
  const { builder, graph, ids } = source
  const [above, below] = args as [number, number]
  const numerator = graph.nodes[above] as GraphNode
  const exponents = exponentsOfSum(source, graph.nodes[below] as GraphNode)
  if (numerator.op !== 'exp' || exponents === undefined) return undefined
  const own = ids[numerator.args[0] as number] as number
  const [a, b] = exponents
  if (own !== a && own !== b) return undefined
  const change = builder.apply('subtract', own === a ? b : a, own)
  return builder.apply(
    'divide',
    builder.constant(1),
    builder.apply('add', builder.constant(1), builder.apply('exp', change)),
  )
}

/** The exponents of a sum of two exponentials, of which one may be a positive constant. */
function exponentsOfSum(
  { builder, graph, ids }: Source,
  { op, args }: GraphNode,
): readonly [number, number] | undefined {
  if (op !== 'add') return undefined
  const exponents = args.map((arg) => {
    const node = graph.nodes[arg] as GraphNode
    if (node.op === 'exp') return ids[node.args[0] as number]
    const value = node.op === 'constant' ? constantValue(node) : 0
    return value > 0 && value < Number.POSITIVE_INFINITY ? builder.constant(Math.log(value)) : undefined
  })
  const [a, b] = exponents
  return a === undefined || b === undefined ? undefined : [a, b]
}
