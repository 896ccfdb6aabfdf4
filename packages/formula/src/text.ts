import { NumeuralError } from '@numeural/errors'
import { constantValue, type Graph, type GraphNode, inputName, malformed, nodeAt, type Op } from './graph.js'

/** Shared subexpressions are written out once per use, so the text can be far longer than the graph. */
const longest = 100_000

/** How tightly an operator binds, and how tightly its operands must. */
interface Operator {
  readonly symbol: string
  readonly binding: number
  readonly left: number
  readonly right: number
}

const atom = 9
/** A sign binds looser than `^` and tighter than `*`. */
const negation = 6.5

const operators: Partial<Record<Op, Operator>> = {
  or: { symbol: ' or ', binding: 1, left: 1, right: 2 },
  and: { symbol: ' and ', binding: 2, left: 2, right: 3 },
  less: { symbol: ' < ', binding: 3, left: 5, right: 5 },
  lessOrEqual: { symbol: ' <= ', binding: 3, left: 5, right: 5 },
  greater: { symbol: ' > ', binding: 3, left: 5, right: 5 },
  greaterOrEqual: { symbol: ' >= ', binding: 3, left: 5, right: 5 },
  equal: { symbol: ' == ', binding: 3, left: 5, right: 5 },
  notEqual: { symbol: ' != ', binding: 3, left: 5, right: 5 },
  add: { symbol: ' + ', binding: 5, left: 5, right: 6 },
  subtract: { symbol: ' - ', binding: 5, left: 5, right: 6 },
  multiply: { symbol: '*', binding: 6, left: 6, right: 7 },
  divide: { symbol: '/', binding: 6, left: 6, right: 7 },
  power: { symbol: '^', binding: 8, left: 9, right: 8 },
}

/**
 * A graph's one output as a formula. `parse` gives back a graph with the same values (constants are written with all
 * their digits, √2 as `sqrt(2)`), as long as the text stays within the limits of the language.
 *
 * @throws NumeuralError `TEXT_TOO_LONG` beyond 100 000 characters
 */
export function toText(graph: Graph): string {
  if (graph.outputs.length !== 1)
    throw malformed(`a formula has one output, this graph has ${graph.outputs.length}`, graph.outputs)
  return textOf(graph, graph.outputs[0])
}

/** Any one node of a graph, a condition for instance, as text. */
export function textOf(graph: Graph, id: number): string {
  const texts: { text: string; binding: number }[] = []
  const operand = (arg: number, least: number): string => {
    const { text, binding } = texts[arg]
    return binding < least ? `(${text})` : text
  }
  graph.nodes.slice(0, id + 1).forEach((node, index) => {
    const text = nodeText(node, operand)
    if (text.text.length > longest && index === id) throw tooLong()
    // an intermediate text may be long and yet unused
    texts.push(text.text.length > longest ? { text: text.text.slice(0, longest + 1), binding: 0 } : text)
  })
  nodeAt(graph, id)
  return texts[id].text
}

function nodeText(node: GraphNode, operand: (arg: number, least: number) => string): { text: string; binding: number } {
  const [a, b, c] = node.args
  const operator = operators[node.op]
  if (operator !== undefined) {
    return { text: operand(a, operator.left) + operator.symbol + operand(b, operator.right), binding: operator.binding }
  }
  switch (node.op) {
    case 'constant': {
      const value = constantValue(node)
      // folds to the very same number
      if (value === Math.SQRT2) return { text: 'sqrt(2)', binding: atom }
      const isNegative = value < 0 || Object.is(value, -0)
      return { text: Object.is(value, -0) ? '-0' : String(value), binding: isNegative ? negation : atom }
    }
    case 'input':
      return { text: inputName(node), binding: atom }
    case 'negate':
      return { text: `-${operand(a, 6)}`, binding: negation }
    case 'not':
      return { text: `not ${operand(a, atom)}`, binding: 2.5 }
    case 'select':
      return { text: `${operand(a, 1)} ? ${operand(b, 1)} : ${operand(c, 0)}`, binding: 0 }
    default:
      return { text: `${node.op}(${node.args.map((arg) => operand(arg, 0)).join(', ')})`, binding: atom }
  }
}

function tooLong(): NumeuralError {
  return new NumeuralError(`The formula is longer than ${longest} characters when it is written out.`, {
    code: 'TEXT_TOO_LONG',
    given: 'a graph with many shared subexpressions',
    allowed: `at most ${longest} characters`,
    hint: 'Keep the graph as data; it can be stored as JSON.',
  })
}
