import { type Graph, type GraphNode, isComparison } from '@numeural/formula'

/** How a function of r changes with the sign of r; null if that does not follow from its form. */
export type Parity = 'even' | 'odd' | null

const odd: ReadonlySet<string> = new Set(['sin', 'tan', 'atan', 'sinh', 'tanh', 'sign'])

/** The parity that follows from the form of a graph: proved for every r, and for every rounding too. */
export function parityOf(graph: Graph): Parity {
  const parities: Parity[] = []
  for (const node of graph.nodes) parities.push(parityOfNode(graph, node, parities))
  return parities[graph.outputs[0]] ?? null
}

function parityOfNode(graph: Graph, node: GraphNode, parities: readonly Parity[]): Parity {
  const { op, args, name } = node
  const given = args.map((arg) => parities[arg])
  const [a, b, c] = given
  if (op === 'input') return name === 'r' ? 'odd' : 'even'
  if (given.every((parity) => parity === 'even')) return 'even'
  if (given.includes(null) || given.includes(undefined as never)) return null
  switch (op) {
    case 'negate':
      return a
    case 'add':
    case 'subtract':
      return a === b ? a : null
    case 'multiply':
    case 'divide':
      return a === b ? 'even' : 'odd'
    case 'power': {
      const { value = Number.NaN } = graph.nodes[args[1]]
      if (b !== 'even' || !Number.isInteger(value)) return null
      return value % 2 === 0 ? 'even' : 'odd'
    }
    case 'select':
      return a === 'even' && b === c ? b : null
    case 'abs':
    case 'cos':
    case 'cosh':
      return 'even'
    default:
      if (isComparison(op)) return comparesWithZero(graph, node) ? 'even' : null
      return odd.has(op) ? 'odd' : null
  }
}

/** Whether a condition on r itself is one on |r|. */
function comparesWithZero(graph: Graph, { op, args }: GraphNode): boolean {
  return (op === 'equal' || op === 'notEqual') && args.some((arg) => graph.nodes[arg].value === 0)
}
