import { NumeuralError } from '@numeural/errors'
import { GraphBuilder } from './builder.js'
import { type Graph, malformed, type Op } from './graph.js'
import { textOf, toText } from './text.js'

/** One piece of a piecewise function. */
export interface Piece {
  /** Where the piece holds, if no earlier one does; null for 'everywhere else'. */
  readonly condition: string | null
  /** A formula without conditions, `min` and `max`. */
  readonly expression: string
}

/** A piece as graphs. */
export interface GraphPiece {
  /** Conditions that hold together; empty for 'everywhere else'. */
  readonly conditions: readonly string[]
  /** The same conditions as graphs with one output, 1 or 0 each. */
  readonly holds: readonly Graph[]
  readonly expression: Graph
}

const mostPieces = 64
const deciders: ReadonlySet<Op> = new Set(['select', 'min', 'max'])

/**
 * The piecewise normal form of a graph's one output: formulas without conditions, `min` and `max`, each with the
 * condition under which it holds. The first piece whose condition holds counts; the last has none.
 * (`min(a, b)` is `a` where `a <= b`; for a NaN argument, which `min` would pass on, the pieces give the other one.)
 *
 * @throws NumeuralError `PIECES_TOO_MANY` for more than 64 pieces
 */
export function pieces(graph: Graph): Piece[] {
  return graphPieces(graph).map(({ conditions, expression }) => ({
    condition: conditions.length === 0 ? null : joinConditions(conditions),
    expression: toText(expression),
  }))
}

/** The text of conditions that hold together. */
export function joinConditions(conditions: readonly string[]): string {
  if (conditions.length === 1) return conditions[0]
  return conditions.map((condition) => (/ or /.test(condition) ? `(${condition})` : condition)).join(' and ')
}

/** The piecewise normal form, with the expressions as graphs. */
export function graphPieces(graph: Graph): GraphPiece[] {
  if (graph.outputs.length !== 1)
    throw malformed(`pieces are of one output, this graph has ${graph.outputs.length}`, graph.outputs)
  const found: GraphPiece[] = []
  split(graph, [], [], found)
  return found
}

/** Decides one condition either way; false branches need no literal, since earlier pieces come first. */
function split(graph: Graph, conditions: readonly string[], holds: readonly Graph[], found: GraphPiece[]): void {
  const decider = outermostDecider(graph)
  if (decider < 0) {
    if (found.length === mostPieces) throw tooMany()
    found.push({ conditions, holds, expression: graph })
    return
  }
  const { op, args } = graph.nodes[decider]
  const condition =
    op === 'select'
      ? textOf(graph, args[0])
      : comparisonText(graph, op === 'min' ? 'lessOrEqual' : 'greaterOrEqual', args)
  const isHeld = conditionGraph(graph, op, args)
  const [yes, no] = op === 'select' ? [args[1], args[2]] : [args[0], args[1]]
  split(choose(graph, decider, yes), [...conditions, condition], [...holds, isHeld], found)
  split(choose(graph, decider, no), conditions, holds, found)
}

/** The last select, min or max whose condition is free of them, or -1. */
function outermostDecider(graph: Graph): number {
  const hasDecider: boolean[] = []
  let last = -1
  graph.nodes.forEach(({ op, args }, id) => {
    const isDecider = deciders.has(op)
    const deciding = op === 'select' ? args.slice(0, 1) : args
    if (isDecider && !deciding.some((arg) => hasDecider[arg])) last = id
    hasDecider.push(isDecider || args.some((arg) => hasDecider[arg]))
  })
  return last
}

function comparisonText(graph: Graph, op: 'lessOrEqual' | 'greaterOrEqual', args: readonly number[]): string {
  const nodes = [...graph.nodes, { op, args }]
  return textOf({ nodes, outputs: [] }, nodes.length - 1)
}

/** 1 where the first branch of a decider holds, else 0. */
function conditionGraph(graph: Graph, op: Op, args: readonly number[]): Graph {
  const builder = new GraphBuilder()
  const { nodes } = builder.insertNodes(graph)
  const [first, second] = args.map((arg) => nodes[arg])
  const truth = op === 'select' ? first : builder.apply(op === 'min' ? 'lessOrEqual' : 'greaterOrEqual', first, second)
  return builder.finish([builder.apply('select', truth, builder.constant(1), builder.constant(0))])
}

/**
 * The graph with a decided select, min or max replaced by the chosen argument; selects by the same condition follow.
 */
function choose(graph: Graph, decider: number, chosen: number): Graph {
  const { op, args } = graph.nodes[decider]
  const isYes = chosen === (op === 'select' ? args[1] : args[0])
  const builder = new GraphBuilder()
  const ids: number[] = []
  graph.nodes.forEach((node, id) => {
    const sameCondition = op === 'select' && node.op === 'select' && node.args[0] === args[0]
    if (id === decider) ids.push(ids[chosen])
    else if (sameCondition) ids.push(ids[node.args[isYes ? 1 : 2]])
    else if (node.op === 'constant') ids.push(builder.constant(node.value as number))
    else if (node.op === 'input') ids.push(builder.input(node.name as string))
    else ids.push(builder.apply(node.op, ...node.args.map((arg) => ids[arg])))
  })
  return builder.finish([ids[graph.outputs[0]]])
}

function tooMany(): NumeuralError {
  return new NumeuralError(`The formula has more than ${mostPieces} pieces.`, {
    code: 'PIECES_TOO_MANY',
    given: 'a formula with many conditions',
    allowed: `at most ${mostPieces} pieces`,
    hint: 'Use fewer conditions, min and max.',
  })
}
