import type { FunctionDefinition } from '../function-definition.js'
import { type FunctionName, functions } from '../functions.js'
import { constantValue, type Graph, type GraphNode, nodeAt, signatures } from '../graph.js'
import type { Encloser } from '../interval/encloser.js'
import { type Enclosure, nothingKnown, point } from '../interval/interval.js'
import { compare, connect, type Truth } from '../interval/truth.js'
import { isRepeatedPower } from '../repeated-power.js'
import type { Scaled } from './tail.js'
import { TailArithmetic } from './tail-arithmetic.js'

/**
 * Encloses all nodes of a graph by scaled intervals, for its one varying input being a power of s ≥ start:
 * s itself on a tail towards infinity, 1/s or -1/s next to 0.
 */
export class TailEncloser {
  readonly numbers: Scaled[]
  readonly truths: Truth[]
  readonly #graph: Graph
  readonly #varying: readonly number[]
  #tail = new TailArithmetic(1)
  #variable: Scaled = { exponent: 1, factor: point(1) }

  /** @param fixed an encloser of the same graph, for the nodes that do not depend on the varying input */
  constructor(graph: Graph, fixed: Encloser) {
    this.#graph = graph
    this.#varying = fixed.varying
    this.numbers = graph.nodes.map((_, id) => ({ exponent: 0, factor: fixed.numbers[id] ?? nothingKnown }))
    this.truths = [...fixed.truths]
  }

  /** Encloses all nodes, the input being `variable` for s ≥ start ≥ 1. */
  run(start: number, variable: Scaled, decided: ReadonlyMap<number, boolean>): void {
    this.#tail = new TailArithmetic(start)
    this.#variable = variable
    for (const id of this.#varying) {
      const node = nodeAt(this.#graph, id)
      if (signatures[node.op].result === 'truth') this.truths[id] = decided.get(id) ?? this.#truth(node)
      else this.numbers[id] = this.#number(node)
    }
  }

  /** All values of a node. */
  range(id: number): Enclosure {
    return this.#tail.range(this.numbers[id])
  }

  #truth(node: GraphNode): Truth {
    const [a, b] = node.args
    if (node.op === 'and' || node.op === 'or' || node.op === 'not')
      return connect(node.op, this.truths[a], this.truths[b])
    // a positive power of r keeps the sign of the difference
    return compare(node.op, this.#tail.add(this.numbers[a], this.#tail.negate(this.numbers[b])).factor, point(0))
  }

  #number(node: GraphNode): Scaled {
    const tail = this.#tail
    const [a, b, c] = node.args.map((arg) => this.numbers[arg])
    switch (node.op) {
      case 'input':
        return this.#variable
      case 'add':
        return tail.add(a, b)
      case 'subtract':
        return this.#lessExponential(node) ?? tail.add(a, tail.negate(b))
      case 'multiply':
        return node.args[0] === node.args[1] ? tail.power(a, 2, true) : tail.multiply(a, b)
      case 'divide':
        return tail.divide(a, b)
      case 'negate':
        return tail.negate(a)
      case 'power':
        return this.#power(node, a, b)
      case 'select': {
        const truth = this.truths[node.args[0]]
        return truth === undefined ? tail.hull(b, c) : truth ? b : c
      }
      default:
        return this.#function(node.op as FunctionName, a, b)
    }
  }

  /** `1 - exp(x)` and `exp(x) - 1`, which would cancel, through expm1. */
  #lessExponential(node: GraphNode): Scaled | undefined {
    const [left, right] = node.args.map((arg) => nodeAt(this.#graph, arg))
    const isOne = (other: GraphNode): boolean => other.op === 'constant' && other.value === 1
    if (left.op === 'exp' && isOne(right)) return this.#expm1(this.numbers[left.args[0]])
    if (right.op !== 'exp' || !isOne(left)) return undefined
    return this.#tail.negate(this.#expm1(this.numbers[right.args[0]]))
  }

  #power(node: GraphNode, base: Scaled, exponent: Scaled): Scaled {
    const constant = nodeAt(this.#graph, node.args[1])
    const { lo, hi } = exponent.factor
    if (constant.op === 'constant') return this.#tail.power(base, lo, isRepeatedPower(constantValue(constant)))
    if (exponent.exponent === 0 && lo === hi) return this.#tail.power(base, lo, false)
    // a^b = exp(b log a), the base being positive
    return this.#tail.exp(this.#tail.multiply(exponent, this.#tail.log(base)))
  }

  #expm1(a: Scaled): Scaled {
    return this.#function('expm1', a, a)
  }

  #function(name: FunctionName, a: Scaled, b: Scaled): Scaled {
    const tail = this.#tail
    const definition: FunctionDefinition = functions[name]
    const scaled = definition.onTail?.(tail, a, b)
    if (scaled !== undefined) return scaled
    if (a.exponent < 0 && definition.slopeFromZero !== undefined) return tail.throughOrigin(a, definition.slopeFromZero)
    return tail.plain(definition.enclose(tail.range(a), point(0)))
  }
}
