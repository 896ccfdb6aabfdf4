import { GraphBuilder } from '../builder.js'
import { constantValue, type Graph, type GraphNode, inputName } from '../graph.js'
import { type IncrementSource, increment } from './increment.js'
import { formsAtZero, valuesAtZero } from './value-at-zero.js'

interface Source extends IncrementSource {
  /** Whether a node depends on r. */
  readonly varies: readonly boolean[]
  /** Sums whose terms cancel at 0. */
  readonly cancelling: ReadonlySet<number>
}

/**
 * The same function of r, for every real r, in which what cancels next to r = 0 is computed in another way:
 * `1 - exp(-r^2)` becomes `-expm1(-r^2)`, `log(1 + x)` `log1p(x)`, `1 - cos(x)` `2 sin(x/2)^2`, `sqrt(1 + x) - 1`
 * `x/(sqrt(1 + x) + 1)`, and so through sums, products, quotients and powers. Divided by r² such a difference would
 * otherwise lose all its digits. Differences that do not vanish at 0 stay as they are, and so does everything else.
 *
 * @param positive names of inputs that are known to be positive
 */
export function withoutCancellation(graph: Graph, positive: readonly string[] = []): Graph {
  const builder = new GraphBuilder()
  const varies: boolean[] = []
  for (const { name, args } of graph.nodes) varies.push(name === 'r' || args.some((arg) => varies[arg]))
  const ids: number[] = []
  const changes: boolean[] = []
  for (const { op, name, args } of graph.nodes)
    changes.push(name === 'r' || (op !== 'sign' && args.some((arg) => changes[arg])))
  const source: Source = {
    builder,
    graph,
    ids,
    varies,
    changes,
    atZero: valuesAtZero(graph),
    cancelling: cancelling(graph),
  }
  for (const [index, node] of graph.nodes.entries()) ids.push(rewritten(source, node, index, positive))
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}

function rewritten(source: Source, node: GraphNode, index: number, positive: readonly string[]): number {
  const { builder, ids, atZero, varies } = source
  if (node.op === 'constant') return builder.constant(constantValue(node))
  if (node.op === 'input') return builder.input(inputName(node))
  const args = node.args.map((arg) => ids[arg] as number)
  const plain = (): number => builder.apply(node.op, ...args)
  if (!varies[index]) return plain()
  const [a, b] = node.args as [number, number]
  switch (node.op) {
    case 'add':
    case 'subtract': {
      const cancels = (atZero[index] === 0 && atZero[a] !== 0) || source.cancelling.has(index)
      return (
        (cancels ? difference(source, node) : undefined) ??
        conjugate(source, node, positive) ??
        exponential(source, node) ??
        plain()
      )
    }
    case 'log':
      return logarithm(source, a) ?? plain()
    case 'divide':
      return hyperbolic(source, a, b) ?? plain()
    default:
      return plain()
  }
}

/** Nodes of sums whose two terms are opposite at 0, for all parameters and beside either sign, and not 0 themselves. */
function cancelling(graph: Graph): ReadonlySet<number> {
  const { builder, ids } = formsAtZero(graph)
  const found = new Set<number>()
  for (const [index, { op, args }] of graph.nodes.entries()) {
    if (op !== 'add' && op !== 'subtract') continue
    const [a, b] = args.map((arg) => ids[arg] as number) as [number, number]
    if (builder.isConstant(a)) continue
    if (op === 'subtract' ? a === b : a === builder.apply('negate', b)) found.add(index)
  }
  return found
}

/** A sum that vanishes at 0 though its terms do not. */
function difference(source: IncrementSource, { op, args }: GraphNode): number | undefined {
  const [a, b] = [increment(source, args[0] as number), increment(source, args[1] as number)]
  return a === undefined || b === undefined ? undefined : source.builder.apply(op, a, b)
}

const isNumber = ({ graph }: IncrementSource, index: number, value: number): boolean => {
  const node = graph.nodes[index] as GraphNode
  return node.op === 'constant' && node.value === value
}

/** 1 − eˣ and eˣ − 1 wherever they are small. */
function exponential(source: IncrementSource, { op, args }: GraphNode): number | undefined {
  const { builder, graph, ids } = source
  const [a, b] = args as [number, number]
  const [left, right] = [graph.nodes[a] as GraphNode, graph.nodes[b] as GraphNode]
  const less = (node: GraphNode): number => builder.apply('expm1', ids[node.args[0] as number] as number)
  if (op === 'subtract' && left.op === 'exp' && isNumber(source, b, 1)) return less(left)
  if (op === 'subtract' && right.op === 'exp' && isNumber(source, a, 1)) return builder.apply('negate', less(right))
  if (op === 'add' && left.op === 'exp' && isNumber(source, b, -1)) return less(left)
  return op === 'add' && right.op === 'exp' && isNumber(source, a, -1) ? less(right) : undefined
}

/** log of what is 1 at 0, and of 1 + x. */
function logarithm(source: IncrementSource, inner: number): number | undefined {
  const { builder, graph, ids, atZero } = source
  const change = atZero[inner] === 1 ? increment(source, inner) : undefined
  if (change !== undefined) return builder.apply('log1p', change)
  const { op, args } = graph.nodes[inner] as GraphNode
  if (op !== 'add') return undefined
  const [a, b] = args as [number, number]
  const rest = isNumber(source, a, 1) ? b : isNumber(source, b, 1) ? a : undefined
  return rest === undefined ? undefined : builder.apply('log1p', ids[rest] as number)
}

/** √A − B with A = B² + C and B ≥ 0 is C/(√A + B): √(1 + r²) − |r|, √(λ² + r²) − λ. */
function conjugate(source: IncrementSource, { op, args }: GraphNode, positive: readonly string[]): number | undefined {
  const { builder, graph, ids } = source
  const [a, b] = args as [number, number]
  if (op !== 'subtract') return undefined
  const root = [a, b].find((arg) => graph.nodes[arg]?.op === 'sqrt')
  if (root === undefined) return undefined
  const other = root === a ? b : a
  const sum = graph.nodes[graph.nodes[root]?.args[0] as number] as GraphNode
  if (sum.op !== 'add' && sum.op !== 'subtract') return undefined
  const square = sum.args.findIndex((arg) => isSquareOf(source, arg, other, positive))
  if (square < 0 || (sum.op === 'subtract' && square === 1)) return undefined
  const rest = ids[sum.args[1 - square] as number] as number
  const remaining = sum.op === 'add' ? rest : builder.apply('negate', rest)
  const quotient = builder.apply('divide', remaining, builder.apply('add', ids[root] as number, ids[other] as number))
  return root === a ? quotient : builder.apply('negate', quotient)
}

/** Whether a node is the square of another one, which is not negative. */
function isSquareOf({ graph }: IncrementSource, square: number, of: number, positive: readonly string[]): boolean {
  const [node, base] = [graph.nodes[square] as GraphNode, graph.nodes[of] as GraphNode]
  if (base.op === 'constant') {
    const value = constantValue(base)
    return value > 0 && node.op === 'constant' && isExactSquare(value, constantValue(node))
  }
  const isPositive = base.op === 'abs' || (base.op === 'input' && positive.includes(inputName(base)))
  if (!isPositive) return false
  const inner = base.op === 'abs' ? (base.args[0] as number) : of
  const isBase = (arg: number | undefined): boolean => arg === inner || arg === of
  if (node.op === 'multiply') return isBase(node.args[0]) && isBase(node.args[1])
  const exponent = graph.nodes[node.args[1] ?? 0] as GraphNode
  return node.op === 'power' && isBase(node.args[0]) && exponent.op === 'constant' && exponent.value === 2
}

function isExactSquare(root: number, square: number): boolean {
  return Number.isInteger(root * 2 ** 10) && root < 2 ** 10 && root * root === square
}

/** sinh x / cosh x is tanh x, which does not overflow. */
function hyperbolic({ builder, graph, ids }: IncrementSource, a: number, b: number): number | undefined {
  const [above, below] = [graph.nodes[a] as GraphNode, graph.nodes[b] as GraphNode]
  if (above.op !== 'sinh' || below.op !== 'cosh' || above.args[0] !== below.args[0]) return undefined
  return builder.apply('tanh', ids[above.args[0] as number] as number)
}
