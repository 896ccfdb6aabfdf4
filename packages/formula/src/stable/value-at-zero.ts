import { GraphBuilder } from '../builder.js'
import { constantValue, type Graph, type GraphNode, inputName } from '../graph.js'
import { operations } from '../operation.js'
import { isRepeatedPower, repeatedPower } from '../repeated-power.js'

/** Functions with an exact value at 0, and that value. */
const exactAtZero: Readonly<Record<string, number>> = {
  exp: 1,
  cos: 1,
  cosh: 1,
  sin: 0,
  tan: 0,
  atan: 0,
  sinh: 0,
  tanh: 0,
  expm1: 0,
  log1p: 0,
  abs: 0,
  sqrt: 0,
}

/**
 * The values of all nodes at r = 0 where they are known without any rounding, whatever the parameters are; undefined
 * for the others.
 */
export function valuesAtZero(graph: Graph): (number | undefined)[] {
  const values: (number | undefined)[] = []
  for (const node of graph.nodes) values.push(valueOfNode(node, values))
  return values
}

function valueOfNode(node: GraphNode, values: readonly (number | undefined)[]): number | undefined {
  const { op, args, name } = node
  const [a, b] = args.map((arg) => values[arg])
  switch (op) {
    case 'constant':
      return constantValue(node)
    case 'input':
      return name === 'r' ? 0 : undefined
    case 'negate':
      return a === undefined ? undefined : 0 - a
    case 'add':
    case 'subtract':
      return a === undefined || b === undefined ? undefined : exactSum(a, op === 'add' ? b : -b)
    case 'multiply':
      if (a === 0 || b === 0) return 0
      return a === undefined || b === undefined ? undefined : short(a * b, a, b)
    case 'divide':
      if (a === 0 && b !== 0) return 0
      return b === 1 ? a : b === -1 && a !== undefined ? -a : undefined
    case 'power':
      return powerOf(a, b)
    case 'log':
      return a === 1 ? 0 : undefined
    case 'sqrt':
      return a === undefined ? undefined : exactRoot(a)
    case 'abs':
      return a === undefined ? undefined : Math.abs(a)
    case 'min':
    case 'max':
      return a === undefined || b === undefined ? undefined : operations[op](a, b, 0)
    default:
      return a === 0 ? exactAtZero[op] : undefined
  }
}

/** Numbers of few digits, whose products are exact. */
function isShort(x: number): boolean {
  return Number.isInteger(x * 2 ** 20) && Math.abs(x) < 2 ** 5
}

function short(product: number, a: number, b: number): number | undefined {
  return isShort(a) && isShort(b) ? product : undefined
}

function exactSum(a: number, b: number): number | undefined {
  if (a === -b) return 0
  return a === 0 ? b : b === 0 ? a : short(a + b, a, b)
}

function powerOf(a: number | undefined, n: number | undefined): number | undefined {
  if (n === undefined || a === undefined) return undefined
  if (a === 1) return 1
  if (a === 0) return n > 0 ? 0 : undefined
  if (!isRepeatedPower(n) || n < 0 || n > 2) return undefined
  return short(repeatedPower(a, n), a, a)
}

function exactRoot(a: number): number | undefined {
  const root = Math.sqrt(a)
  return isShort(root) && root * root === a ? root : undefined
}

/**
 * The graph at r = 0, signs left as they are beside it: the id of every node in one builder, so that equal ids are
 * equal values whatever the parameters are and from whichever side r comes.
 */
export function formsAtZero(graph: Graph): { readonly builder: GraphBuilder; readonly ids: readonly number[] } {
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const [index, node] of graph.nodes.entries()) {
    const args = node.args.map((arg) => ids[arg] as number)
    if (node.op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (node.op === 'input') ids.push(node.name === 'r' ? builder.constant(0) : builder.input(inputName(node)))
    else if (node.op === 'sign') ids.push(builder.input(`sign ${index}`))
    else ids.push(builder.apply(node.op, ...args))
  }
  return { builder, ids }
}
