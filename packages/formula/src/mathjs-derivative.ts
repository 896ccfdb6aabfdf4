import { NumeuralError } from '@numeural/errors'
import { GraphBuilder } from './builder.js'
import { functionOf } from './functions.js'
import { constantValue, type Graph, inputName } from './graph.js'
import { mathjs } from './mathjs.generated.js'
import type { MathjsNode } from './mathjs.js'
import { toText } from './text.js'

/** Symbols that no formula can have: they start with an underscore. */
const one = '_one'
const signMark = '_sign'

/** Steps that mathjs may take for one derivative: it copies subtrees, and formulas come from strangers. */
const mostSteps = 1_000_000

/**
 * The derivative of a formula without conditions, `min` and `max`,
 * taken symbolically by mathjs and read back as a graph.
 * Functions that mathjs does not know, or writes badly, are rewritten before and recognised after.
 * Its quotients have the square of the denominator and differences that cancel:
 * it is for people and for checks, not for evaluation.
 *
 * @throws NumeuralError `DERIVATIVE_TOO_LONG`
 */
export function mathjsDerivative(piece: Graph, name: string): Graph {
  if (stepsFor(piece) > mostSteps) throw tooLong()
  const tree = mathjs.derivative(mathjs.parse(toText(writtenForMathjs(piece))), name, { simplify: false })
  const builder = new GraphBuilder()
  return builder.finish([new DerivativeReader(builder, builder.insertNodes(piece).nodes).read(tree)])
}

/** The sum of the sizes of all subtrees, once everything that is shared is written out. */
function stepsFor(graph: Graph): number {
  const sizes: number[] = []
  const steps: number[] = []
  for (const { args } of graph.nodes) {
    const size = args.reduce((sum, arg) => sum + (sizes[arg] ?? 0), 1)
    sizes.push(size)
    steps.push(args.reduce((sum, arg) => sum + (steps[arg] ?? 0), size))
  }
  return Math.max(...steps)
}

function writtenForMathjs(piece: Graph): Graph {
  const builder = new GraphBuilder()
  const marks = {
    builder,
    one: builder.input(one),
    sign: (argument: number): number => builder.input(`${signMark}${argument}`),
  }
  const ids: number[] = []
  const idOf = (arg: number): number => ids[arg] as number
  for (const node of piece.nodes) {
    const { op, args } = node
    const rewrite = functionOf(op)?.forMathjs
    if (op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (op === 'input') ids.push(builder.input(inputName(node)))
    else if (rewrite !== undefined) ids.push(rewrite(marks, idOf(args[0] as number), args[0] as number))
    else ids.push(builder.apply(op, ...args.map(idOf)))
  }
  return builder.finish(piece.outputs.map(idOf))
}

const operators = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'power',
  unaryMinus: 'negate',
} as const

/** Reads a derivative of mathjs as a graph. */
class DerivativeReader {
  /** @param nodes the nodes in the builder of the formula that was differentiated */
  constructor(
    readonly builder: GraphBuilder,
    readonly nodes: readonly number[],
  ) {}

  read(node: MathjsNode): number {
    const { builder } = this
    const { type, content, name = '', value } = node
    if (type === 'ParenthesisNode' && content !== undefined) return this.read(content)
    if (type === 'ConstantNode' && typeof value === 'number') return builder.constant(value)
    if (type === 'SymbolNode') return this.#symbol(name)
    if (type === 'FunctionNode') return this.#function(nameOf(node), bare(node.args?.[0] as MathjsNode))
    if (type === 'OperatorNode') return this.#operator(String(node.fn), (node.args ?? []).map(bare))
    throw unread(type)
  }

  #symbol(name: string): number {
    if (name === one) return this.builder.constant(1)
    const argument = signArgument(name)
    if (argument === undefined) return this.builder.input(name)
    return this.builder.apply('sign', this.nodes[argument] as number)
  }

  #operator(operator: string, args: readonly MathjsNode[]): number {
    const { builder } = this
    const [left, right] = args as [MathjsNode, MathjsNode]
    if (operator === 'subtract' && right.name === one && nameOf(left) === 'exp')
      return builder.apply('expm1', this.read(left.args?.[0] as MathjsNode))
    if (operator === 'pow' && right.value === 2) {
      const square = this.#square(nameOf(left), left)
      if (square !== undefined) return square
    }
    const ids = args.map((arg) => this.read(arg))
    const argument = operator === 'multiply' ? signArgument(left.name) : undefined
    // sign(a)·a is how |a| was written
    if (argument !== undefined && this.nodes[argument] === ids[1]) return builder.apply('abs', ids[1])
    if (!Object.hasOwn(operators, operator)) throw unread(operator)
    return builder.apply(operators[operator as keyof typeof operators], ...ids)
  }

  /** sec² = 1 + tan², sech² = 1 − tanh². */
  #square(name: string, node: MathjsNode): number | undefined {
    const { builder } = this
    if (name !== 'sec' && name !== 'sech') return undefined
    const [op, of] = name === 'sec' ? (['add', 'tan'] as const) : (['subtract', 'tanh'] as const)
    const root = builder.apply(of, this.read(node.args?.[0] as MathjsNode))
    return builder.apply(op, builder.constant(1), builder.apply('power', root, builder.constant(2)))
  }

  #function(name: string, argument: MathjsNode): number {
    const { builder } = this
    if (name === 'log' && argument.fn === 'add' && bare(argument.args?.[0] as MathjsNode).name === one)
      return builder.apply('log1p', this.read(argument.args?.[1] as MathjsNode))
    if (functionOf(name) === undefined) throw unread(name)
    return builder.apply(name as 'exp', this.read(argument))
  }
}

/** A node without the parentheses around it. */
function bare(node: MathjsNode): MathjsNode {
  return node.type === 'ParenthesisNode' && node.content !== undefined ? bare(node.content) : node
}

/** The name of the function that a node calls. */
function nameOf({ type, fn, name }: MathjsNode): string {
  if (type !== 'FunctionNode') return ''
  return typeof fn === 'object' ? String(fn.name) : String(fn ?? name)
}

function signArgument(name: string | undefined): number | undefined {
  return name?.startsWith(signMark) ? Number(name.slice(signMark.length)) : undefined
}

function unread(what: string): NumeuralError {
  return new NumeuralError(`A derivative has '${what}', which is not part of the formula language.`, {
    code: 'DERIVATIVE_UNREAD',
    given: what,
    allowed: 'operators and functions of the language',
    hint: 'Give the function that brings it a form for mathjs in its row of the table.',
  })
}

function tooLong(): NumeuralError {
  return new NumeuralError('The formula is too long to be differentiated symbolically.', {
    code: 'DERIVATIVE_TOO_LONG',
    given: 'a formula with long products or many shared parts',
    allowed: `a derivative that takes at most ${mostSteps} steps`,
    hint: 'Shorten the formula.',
  })
}
