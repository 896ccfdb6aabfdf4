import { differentiate } from './differentiate.js'
import { forPeople, rootOfTwo } from './for-people.js'
import type { Graph, Op } from './graph.js'
import { mathjs } from './mathjs.generated.js'
import type { MathjsNode } from './mathjs.js'
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
    return print(mathjs.derivative(treeOf(piece), name))
  })
}

/** What mathjs does not know: the square of √2, and that of a sign (which is 0 at a kink only). */
const ownRules = [`${rootOfTwo}*${rootOfTwo} -> 2`, `${rootOfTwo}^2 -> 2`, 'sign(n)*sign(n) -> 1', 'sign(n)^2 -> 1']

function simplified(piece: Graph): string {
  return print(treeOf(piece))
}

function treeOf(piece: Graph): MathjsNode {
  return mathjs.parse(toText(forPeople(piece)))
}

/** Simplified, in the spacing of `toText`. */
function print(tree: MathjsNode): string {
  const rules = [...mathjs.simplify.rules, ...ownRules]
  const text = mathjs
    .simplify(tree, rules, {}, mathjs.simplify.realContext)
    .toString({ parenthesis: 'auto', implicit: 'show' })
  return text.replaceAll(rootOfTwo, 'sqrt(2)').replace(/ ([*/^]) /g, '$1')
}

function joined(graph: Graph, write: (piece: Graph) => string): string {
  return graphPieces(graph)
    .map(({ conditions, expression }) =>
      conditions.length === 0 ? write(expression) : `${joinConditions(conditions)} ? ${write(expression)} : `,
    )
    .join('')
}
