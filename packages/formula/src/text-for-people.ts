import { decideConditions } from './decide-conditions.js'
import { differentiate } from './differentiate.js'
import type { Graph } from './graph.js'
import type { Interval } from './interval/interval.js'
import { mathjs } from './mathjs.generated.js'
import type { Simplify } from './mathjs.js'
import { mathjsDerivative } from './mathjs-derivative.js'
import { graphPieces, joinConditions } from './pieces.js'
import { readsAs } from './reads-as.js'
import { allowance, simplifier } from './simplify-within.js'
import { toText } from './text.js'

/** Where the inputs of a formula lie, as far as it is known: conditions that this decides are not shown. */
export type InputRanges = Readonly<Record<string, Interval>>

/**
 * Writes formulas for people. Simplification reorders arithmetic, and may overflow where the original does not.
 * What `parse` would not read as the same function, and what would take too long to simplify, is written as it is.
 */
export interface TextForPeople {
  /** A graph's one output: its pieces, each simplified by mathjs over the reals, as `condition ? a : b`. */
  simplified(graph: Graph, ranges?: InputRanges): string
  /** The derivative of a graph's one output: each piece differentiated and simplified by mathjs. */
  derivative(graph: Graph, name: string, ranges?: InputRanges): string
}

let loading: Promise<TextForPeople> | undefined

/**
 * Loads what writes formulas for people, the part of mathjs that simplifies: it takes longer than anything else here.
 */
export function textForPeople(): Promise<TextForPeople> {
  loading ??= import('./mathjs-simplify.generated.js').then(({ factories }) => writer(mathjs.simplifyWith(factories)))
  return loading
}

function writer(simplify: Simplify): TextForPeople {
  const simplified = simplifier(simplify)
  /** The pieces of a graph, each simplified from one of its forms; else `plain` as it is. */
  const write = (graph: Graph, plain: () => Graph, formsOf: (piece: Graph) => (() => Graph)[]): string => {
    const left = allowance()
    const writePiece = (piece: Graph): string => {
      const forms = formsOf(piece)
      const [first, ...others] = forms.flatMap((form) => attempt(form) ?? [])
      if (first === undefined) throw new Error('a piece has no form')
      const text = simplified(first, left)
      return text !== undefined && readsAs(text, first) ? text : toText(others[0] ?? first)
    }
    const text = attempt(() => joined(graph, writePiece))
    const whole = plain()
    return text !== undefined && readsAs(text, whole) ? text : toText(whole)
  }
  return {
    simplified(given, ranges = {}) {
      const graph = decideConditions(given, ranges)
      return write(
        graph,
        () => graph,
        (piece) => [() => piece],
      )
    },
    derivative(given, name, ranges = {}) {
      const graph = decideConditions(given, ranges)
      const own = (piece: Graph) => () => decideConditions(differentiate(piece, name), ranges)
      return write(graph, own(graph), (piece) => [() => mathjsDerivative(piece, name), own(piece)])
    },
  }
}

/** Undefined where something is too long or too much, such as the pieces or the derivative of a formula. */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

function joined(graph: Graph, write: (piece: Graph) => string): string {
  return graphPieces(graph)
    .map(({ conditions, expression }) =>
      conditions.length === 0 ? write(expression) : `${joinConditions(conditions)} ? ${write(expression)} : `,
    )
    .join('')
}
