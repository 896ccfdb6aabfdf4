import {
  constantValue,
  type Graph,
  type GraphNode,
  inputName,
  malformed,
  nodeAt,
  type Op,
  signatures,
} from './graph.js'
import { simplifyLocally } from './identities.js'
import { operations } from './operation.js'
import { isRepeatedPower, repeatedPower } from './repeated-power.js'

const commutative: ReadonlySet<Op> = new Set(['add', 'multiply', 'min', 'max', 'equal', 'notEqual', 'and', 'or'])

/**
 * Builds expression graphs node by node. Equal subexpressions become one node, constants are folded by the very
 * arithmetic of evaluation (only where the result is finite, as that of `exp(-1/0)` is), and local identities that keep
 * every value, NaN and infinities included, are applied: `x + 0`, `x * 1`, `x / 1`, `x^1`, `x^0`, `-(-x)`, a select
 * whose branches agree.
 * `0 * x` stays: it is NaN for x = ∞. (The sign of a zero is not kept.)
 */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = []
  /** What nodes without inputs come to, infinities included. */
  readonly #values: (number | undefined)[] = []
  readonly #index = new Map<string, number>()

  /** The number of nodes so far, those not reachable from any output included. */
  get size(): number {
    return this.#nodes.length
  }

  /** The node with this id. */
  node(id: number): GraphNode {
    return nodeAt({ nodes: this.#nodes }, id)
  }

  /** A finite number. */
  constant(value: number): number {
    if (!Number.isFinite(value)) throw malformed(`a constant is ${value}, it must be finite`, value)
    return this.#intern(Object.is(value, -0) ? 'c-0' : `c${value}`, { op: 'constant', args: [], value }, value)
  }

  /** A variable or a parameter, told from others by its name alone. */
  input(name: string): number {
    return this.#intern(`i${name}`, { op: 'input', args: [], name }, undefined)
  }

  /** Whether a node is this constant. */
  isConstant(id: number, value?: number): boolean {
    const node = this.node(id)
    return node.op === 'constant' && (value === undefined || node.value === value)
  }

  /** An operation on nodes made before; wrong argument counts, and truth values used as numbers, are refused. */
  apply(op: Op, ...args: number[]): number {
    this.#check(op, args)
    const value = this.#valueOf(op, args)
    if (value !== undefined && Number.isFinite(value)) return this.constant(value)
    const simpler = simplifyLocally(this, op, args)
    if (simpler !== undefined) return simpler
    const ordered = commutative.has(op) ? [...args].sort((a, b) => a - b) : args
    return this.#intern(`${op}(${ordered.join()})`, { op, args: [...args] }, value)
  }

  /** Copies a graph in, with inputs replaced by nodes where `substitution` names them; gives the ids of its outputs. */
  insert(graph: Graph, substitution: Readonly<Record<string, number>> = {}): number[] {
    return this.insertNodes(graph, substitution).outputs
  }

  /** Like `insert`, and tells the new id of every node. */
  insertNodes(
    graph: Graph,
    substitution: Readonly<Record<string, number>> = {},
  ): { nodes: number[]; outputs: number[] } {
    const ids: number[] = []
    const idOf = (index: number): number => {
      const id = ids[index]
      if (id === undefined) throw malformed(`node ${index} is used before it is defined`, index)
      return id
    }
    for (const node of graph.nodes) {
      if (node.op === 'constant') ids.push(this.constant(constantValue(node)))
      else if (node.op === 'input') {
        const name = inputName(node)
        const replacement = Object.hasOwn(substitution, name) ? substitution[name] : undefined
        ids.push(replacement ?? this.input(name))
      } else ids.push(this.apply(node.op, ...node.args.map(idOf)))
    }
    return { nodes: ids, outputs: graph.outputs.map(idOf) }
  }

  /** The graph with these outputs; nodes that no output needs are left out. */
  finish(outputs: readonly number[]): Graph {
    for (const output of outputs) {
      if (signatures[this.node(output).op].result !== 'number')
        throw malformed('an output is a truth value, not a number', output)
    }
    const needed = new Uint8Array(this.#nodes.length)
    for (const output of outputs) needed[output] = 1
    for (let id = this.#nodes.length - 1; id >= 0; id--) {
      if (needed[id]) for (const arg of this.node(id).args) needed[arg] = 1
    }
    const renumbered = new Map<number, number>()
    const nodes: GraphNode[] = []
    const newId = (id: number): number => renumbered.get(id) as number
    this.#nodes.forEach((node, id) => {
      if (!needed[id]) return
      renumbered.set(id, nodes.length)
      nodes.push({ ...node, args: node.args.map(newId) })
    })
    return { nodes, outputs: outputs.map(newId) }
  }

  /** The truth of a condition between constants, or undefined if it depends on an input. */
  truth(id: number): boolean | undefined {
    const { op, args } = this.node(id)
    const [a, b] = args
    if (op === 'not') {
      const inner = this.truth(a)
      return inner === undefined ? undefined : !inner
    }
    if (op === 'and' || op === 'or') {
      const absorbing = op === 'or'
      const [left, right] = [this.truth(a), this.truth(b)]
      if (left === absorbing || right === absorbing) return absorbing
      return left === undefined || right === undefined ? undefined : !absorbing
    }
    const [left, right] = [this.node(a), this.node(b)]
    if (left.op !== 'constant' || right.op !== 'constant') return undefined
    return operations[op as 'less'](constantValue(left), constantValue(right), 0) !== 0
  }

  #check(op: Op, args: readonly number[]): void {
    if (op === 'constant' || op === 'input' || !Object.hasOwn(signatures, op)) {
      throw malformed(`'${op}' is not an operation for apply()`, op)
    }
    const expected = signatures[op].arguments
    if (args.length !== expected.length)
      throw malformed(`'${op}' takes ${expected.length} arguments, ${args.length} were given`, args)
    expected.forEach((kind, position) => {
      const actual = signatures[this.node(args[position]).op].result
      if (actual !== kind)
        throw malformed(`argument ${position + 1} of '${op}' must be a ${kind}, a ${actual} was given`, args)
    })
  }

  /** The value of a number operation on what depends on no input; undefined if it depends on one, or is no number. */
  #valueOf(op: Op, args: readonly number[]): number | undefined {
    if (op === 'select' || args.length === 0 || signatures[op].result === 'truth') return undefined
    const values: number[] = []
    for (const arg of args) {
      const value = this.#values[arg]
      if (value === undefined) return undefined
      values.push(value)
    }
    const [a = 0, b = 0, c = 0] = values
    const value = op === 'power' && isRepeatedPower(b) ? repeatedPower(a, b) : operations[op as 'add'](a, b, c)
    return Number.isNaN(value) ? undefined : value
  }

  #intern(key: string, node: GraphNode, value: number | undefined): number {
    const known = this.#index.get(key)
    if (known !== undefined) return known
    const id = this.#nodes.push(node) - 1
    this.#values.push(value)
    this.#index.set(key, id)
    return id
  }
}
