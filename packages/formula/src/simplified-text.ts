import { differentiate } from './differentiate.js'
import type { Graph, Op } from './graph.js'
import { mathjs } from './mathjs.generated.js'
import { graphPieces, joinConditions } from './pieces.js'
import { toText } from './text.js'

/**
 * A graph's one output for people: its pieces, each simplified by mathjs over the reals, as `condition ? a : b`.
 * Simplification reorders arithmetic (and may overflow where the original does not): evaluate the graph, not this.
 */
export function simplifiedText(graph: Graph): string {
  return joined(graph, simplified)
}

/** Functions of which mathjs knows no derivative, or gives one outside the language or undefined at 0. */
const ownDerivative: ReadonlySet<Op> = new Set(['abs', 'sign', 'expm1', 'log1p', 'tan', 'tanh'])

/**
 * The derivative of a graph's one output for people: each piece differentiated and simplified, by mathjs or, for the
 * functions that it cannot differentiate, by `differentiate`.
 */
export function derivativeText(graph: Graph, name: string): string {
  return joined(graph, (piece) => {
    if (piece.nodes.some(({ op }) => ownDerivative.has(op))) return simplified(differentiate(piece, name))
    return print(mathjs.derivative(mathjs.parse(toText(piece)), name))
  })
}

function simplified(piece: Graph): string {
  return print(mathjs.simplify(mathjs.parse(toText(piece)), {}, mathjs.simplify.realContext))
}

function print(node: ReturnType<typeof mathjs.parse>): string {
  return node.toString({ parenthesis: 'auto', implicit: 'show' })
}

function joined(graph: Graph, write: (piece: Graph) => string): string {
  return graphPieces(graph)
    .map(({ conditions, expression }) =>
      conditions.length === 0 ? write(expression) : `${joinConditions(conditions)} ? ${write(expression)} : `,
    )
    .join('')
}
