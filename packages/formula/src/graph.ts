import { NumeuralError } from '@numeural/errors'
import { type FunctionName, mapFunctions } from './functions.js'

/**
 * What a node of an expression graph does. Comparisons and `and`, `or`, `not` give truth values, all others numbers.
 */
export type Op =
  | 'constant'
  | 'input'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'power'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'not'
  | 'select'
  | FunctionName

/** One operation of a graph, as plain data. */
export interface GraphNode {
  readonly op: Op
  /** Indices of earlier nodes; `select` has condition, value if true, value if false. */
  readonly args: readonly number[]
  /** The finite value of a `constant`. */
  readonly value?: number
  /** The name of an `input`; parameters are inputs too. */
  readonly name?: string
}

/**
 * An expression with shared subexpressions: plain data that survives JSON and `structuredClone`.
 *
 * Nodes are in topological order (arguments before users), every node is reachable from an output,
 * and equal subexpressions exist once. Build one with `parse` or `GraphBuilder`.
 */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  /** Indices of the nodes that are the results. */
  readonly outputs: readonly number[]
}

/** Whether a value is a number or a truth value. */
export type Kind = 'number' | 'truth'

interface Signature {
  readonly arguments: readonly Kind[]
  readonly result: Kind
}

const unary: Signature = { arguments: ['number'], result: 'number' }
const binary: Signature = { arguments: ['number', 'number'], result: 'number' }
const comparison: Signature = { arguments: ['number', 'number'], result: 'truth' }
const connective: Signature = { arguments: ['truth', 'truth'], result: 'truth' }
const leaf: Signature = { arguments: [], result: 'number' }

/** Argument kinds and result kind of every operation. */
export const signatures: Readonly<Record<Op, Signature>> = {
  constant: leaf,
  input: leaf,
  add: binary,
  subtract: binary,
  multiply: binary,
  divide: binary,
  negate: unary,
  power: binary,
  less: comparison,
  lessOrEqual: comparison,
  greater: comparison,
  greaterOrEqual: comparison,
  equal: comparison,
  notEqual: comparison,
  and: connective,
  or: connective,
  not: { arguments: ['truth'], result: 'truth' },
  select: { arguments: ['truth', 'number', 'number'], result: 'number' },
  ...mapFunctions(({ arity }) => (arity === 1 ? unary : binary)),
}

/** Whether an operation compares two numbers. */
export function isComparison(op: Op): boolean {
  return signatures[op] === comparison
}

/** Names of the inputs that a graph reads, in order of first appearance. */
export function inputsOf(graph: Graph): string[] {
  return graph.nodes.flatMap((node) => (node.op === 'input' ? [inputName(node)] : []))
}

/** The value of a `constant` node. */
export function constantValue(node: GraphNode): number {
  if (node.value === undefined) throw malformed(`a '${node.op}' node has no value`, node)
  return node.value
}

/** The name of an `input` node. */
export function inputName(node: GraphNode): string {
  if (node.name === undefined) throw malformed(`an '${node.op}' node has no name`, node)
  return node.name
}

/** The node at an index; a graph that points outside itself is refused. */
export function nodeAt(graph: { readonly nodes: readonly GraphNode[] }, index: number): GraphNode {
  const node = graph.nodes[index]
  if (node === undefined) throw malformed(`node ${index} does not exist`, index)
  return node
}

/** The error for a graph that no builder makes. */
export function malformed(what: string, given: unknown): NumeuralError {
  return new NumeuralError(`Malformed expression graph: ${what}.`, {
    code: 'GRAPH_INVALID',
    given,
    allowed: 'a graph made by parse() or GraphBuilder',
    hint: 'Build graphs with parse() or GraphBuilder instead of writing nodes by hand.',
  })
}
