import { forPeople, rootOfTwo } from './for-people.js'
import type { Graph } from './graph.js'
import { mathjs } from './mathjs.generated.js'
import type { Simplify } from './mathjs.js'
import { mathjsDerivative } from './mathjs-derivative.js'
import { graphPieces, joinConditions } from './pieces.js'
import { toText } from './text.js'

/** Writes formulas for people. Simplification reorders arithmetic, and may overflow where the original does not. */
export interface TextForPeople {
  /** A graph's one output: its pieces, each simplified by mathjs over the reals, as `condition ? a : b`. */
  simplified(graph: Graph): string
  /** The derivative of a graph's one output: each piece differentiated and simplified by mathjs. */
  derivative(graph: Graph, name: string): string
}

let loading: Promise<TextForPeople> | undefined

/**
 * Loads what writes formulas for people, the part of mathjs that simplifies: it takes longer than anything else here.
 */
export function textForPeople(): Promise<TextForPeople> {
  loading ??= import('./mathjs-simplify.generated.js').then(({ factories }) => writer(mathjs.simplifyWith(factories)))
  return loading
}

/** What mathjs does not know: the square of √2, and that of a sign (which is 0 at a kink only). */
const ownRules = [`${rootOfTwo}*${rootOfTwo} -> 2`, `${rootOfTwo}^2 -> 2`, 'sign(n)*sign(n) -> 1', 'sign(n)^2 -> 1']

function writer(simplify: Simplify): TextForPeople {
  const rules = [...simplify.rules, ...ownRules]
  /** Simplified, in the spacing of `toText`. */
  const write = (piece: Graph): string => {
    const tree = mathjs.parse(toText(forPeople(piece)))
    const text = simplify(tree, rules, {}, simplify.realContext).toString({ parenthesis: 'auto', implicit: 'show' })
    return text.replaceAll(rootOfTwo, 'sqrt(2)').replace(/ ([*/^]) /g, '$1')
  }
  return {
    simplified: (graph) => joined(graph, write),
    derivative: (graph, name) => joined(graph, (piece) => write(mathjsDerivative(piece, name))),
  }
}

function joined(graph: Graph, write: (piece: Graph) => string): string {
  return graphPieces(graph)
    .map(({ conditions, expression }) =>
      conditions.length === 0 ? write(expression) : `${joinConditions(conditions)} ? ${write(expression)} : `,
    )
    .join('')
}
