import type { FunctionDefinition } from '../function-definition.js'
import { type FunctionName, functions } from '../functions.js'
import { constantValue, type Graph, type GraphNode, nodeAt, signatures } from '../graph.js'
import { add, divide, multiply, negate, subtract } from '../interval/arithmetic.js'
import type { Encloser } from '../interval/encloser.js'
import { type Enclosure, nothingKnown, point } from '../interval/interval.js'
import { compare, connect, type Truth } from '../interval/truth.js'
import { powerCoefficients } from './power-series.js'

/** Taylor coefficients of a quantity by rising order; missing ones are 0. */
export type Series = readonly Enclosure[]

const zero = point(0)

/**
 * Taylor coefficients of all nodes of a graph in its one varying input, for every point of an interval.
 * Where a formula may have a kink they are not `defined`.
 */
export class TaylorEncloser {
  readonly series: Series[]
  readonly #graph: Graph
  readonly #order: number
  readonly #varying: readonly number[]
  readonly #truths: Truth[]

  /** @param fixed an encloser of the same graph, for the nodes that do not depend on the varying input */
  constructor(graph: Graph, fixed: Encloser, order: number) {
    this.#graph = graph
    this.#order = order
    this.#varying = fixed.varying
    this.#truths = [...fixed.truths]
    this.series = graph.nodes.map((_, id) => [fixed.numbers[id] ?? nothingKnown])
  }

  /** The coefficients up to the order, for the input in an interval; nodes after `last` are left alone. */
  run(x: Enclosure, decided: ReadonlyMap<number, boolean>, last = Infinity): void {
    for (const id of this.#varying) {
      if (id > last) return
      const node = nodeAt(this.#graph, id)
      if (signatures[node.op].result === 'truth') this.#truths[id] = decided.get(id) ?? this.#truth(node)
      else this.series[id] = node.op === 'input' ? [x, point(1)] : this.#series(node)
    }
  }

  #truth(node: GraphNode): Truth {
    const [a, b] = node.args
    if (node.op === 'and' || node.op === 'or' || node.op === 'not')
      return connect(node.op, this.#truths[a], this.#truths[b])
    return compare(node.op, this.series[a][0], this.series[b][0])
  }

  #series(node: GraphNode): Series {
    const [a, b] = node.args.map((arg) => this.series[arg])
    switch (node.op) {
      case 'add':
        return sum(a, b, add)
      case 'subtract':
        return sum(a, b, subtract)
      case 'negate':
        return a.map(negate)
      case 'multiply':
        return this.#product(a, b)
      case 'divide':
        return this.#quotient(a, b)
      case 'power':
        return this.#power(node, a, b)
      case 'select': {
        const truth = this.#truths[node.args[0]]
        return truth === undefined ? this.#unknown() : this.series[node.args[truth ? 1 : 2]]
      }
      case 'min':
      case 'max': {
        const firstIsLess = compare('lessOrEqual', a[0], b[0])
        return firstIsLess === undefined ? this.#unknown() : firstIsLess === (node.op === 'min') ? a : b
      }
      default: {
        const { taylor }: FunctionDefinition = functions[node.op as FunctionName]
        return taylor === undefined ? this.#unknown() : this.#composed(taylor(a[0], this.#order), a)
      }
    }
  }

  #unknown(): Series {
    return Array.from({ length: this.#order + 1 }, () => nothingKnown)
  }

  #product(a: Series, b: Series): Series {
    if (a.length === 1) return b.map((each) => multiply(each, a[0]))
    if (b.length === 1) return a.map((each) => multiply(each, b[0]))
    const length = Math.min(this.#order + 1, a.length + b.length - 1)
    const product: Enclosure[] = []
    for (let k = 0; k < length; k++) {
      let total: Enclosure | undefined
      for (let i = Math.max(0, k - b.length + 1); i <= k && i < a.length; i++) {
        const term = multiply(a[i], b[k - i])
        total = total === undefined ? term : add(total, term)
      }
      product.push(total ?? zero)
    }
    return product
  }

  #quotient(a: Series, b: Series): Series {
    if (b.length === 1) return a.map((each) => divide(each, b[0]))
    const quotient: Enclosure[] = []
    for (let k = 0; k <= this.#order; k++) {
      let rest = a[k] ?? zero
      for (let i = Math.max(0, k - b.length + 1); i < k; i++) rest = subtract(rest, multiply(quotient[i], b[k - i]))
      quotient.push(divide(rest, b[0]))
    }
    return quotient
  }

  #power(node: GraphNode, a: Series, b: Series): Series {
    const exponent = nodeAt(this.#graph, node.args[1])
    const isFixed = b.length === 1 && b[0].lo === b[0].hi
    const n = exponent.op === 'constant' ? constantValue(exponent) : b[0].lo
    if (isFixed) return this.#composed(powerCoefficients(a[0], n, this.#order), a)
    const logarithm = functions.log.taylor(a[0], this.#order)
    const product = this.#product(b, this.#composed(logarithm, a))
    return this.#composed(functions.exp.taylor(product[0], this.#order), product)
  }

  /** f(a) from the Taylor coefficients of f at a, by Horner's rule in the distance from a. */
  #composed(outer: readonly Enclosure[], a: Series): Series {
    if (a.length === 1) return [outer[0]]
    const distance = [zero, ...a.slice(1)]
    let result: Series = [outer[this.#order]]
    for (let k = this.#order - 1; k >= 0; k--) {
      const product = this.#product(result, distance)
      result = [add(outer[k], product[0]), ...product.slice(1)]
    }
    return result
  }
}

function sum(a: Series, b: Series, operation: (a: Enclosure, b: Enclosure) => Enclosure): Series {
  const length = Math.max(a.length, b.length)
  return Array.from({ length }, (_, k) => operation(a[k] ?? zero, b[k] ?? zero))
}
