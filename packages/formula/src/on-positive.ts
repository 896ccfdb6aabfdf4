import { GraphBuilder } from './builder.js'
import type { Graph, GraphNode } from './graph.js'

/**
 * A graph that is equal to another wherever one input is positive, without magnitudes and signs of it:
 * |x| is x, sign(x/λ) is sign(λ), and `x > 0` holds.
 * At x = 0 it has the limits from the right, in its derivatives too.
 */
export function onPositive(graph: Graph, name: string): Graph {
  const builder = new GraphBuilder()
  const ids: number[] = []
  const rewriting = new Positive(builder, name)
  for (const node of graph.nodes) {
    if (node.op === 'constant') ids.push(builder.constant(node.value ?? Number.NaN))
    else if (node.op === 'input') ids.push(builder.input(node.name ?? ''))
    else
      ids.push(
        rewriting.apply(
          node.op,
          node.args.map((arg) => ids[arg]),
        ),
      )
  }
  return builder.finish(graph.outputs.map((output) => ids[output]))
}

class Positive {
  readonly #builder: GraphBuilder
  readonly #name: string

  constructor(builder: GraphBuilder, name: string) {
    this.#builder = builder
    this.#name = name
  }

  apply(op: GraphNode['op'], args: readonly number[]): number {
    const [a, b, c] = args
    if (op === 'abs') return this.#magnitude(a)
    if (op === 'sign') return this.#sign(a)
    if (op === 'select') {
      const isPositive = this.#knownOrder(a)
      if (isPositive !== undefined) return isPositive ? b : c
    }
    return this.#builder.apply(op, ...args)
  }

  #magnitude(a: number): number {
    const { op, args } = this.#builder.node(a)
    if (this.#isPositive(a)) return a
    if (op === 'negate') return this.#magnitude(args[0])
    if ((op === 'multiply' || op === 'divide') && args.some((arg) => this.#hasFactor(arg))) {
      return this.#builder.apply(op, this.#magnitude(args[0]), this.#magnitude(args[1]))
    }
    return this.#builder.apply('abs', a)
  }

  #sign(a: number): number {
    const { op, args } = this.#builder.node(a)
    if (this.#isPositive(a)) return this.#builder.constant(1)
    if (op === 'negate') return this.#builder.apply('negate', this.#sign(args[0]))
    if ((op === 'multiply' || op === 'divide') && args.some((arg) => this.#hasFactor(arg))) {
      return this.#builder.apply('multiply', this.#sign(args[0]), this.#sign(args[1]))
    }
    return this.#builder.apply('sign', a)
  }

  /** Whether a node is the input, or a product with it, so that taking it apart gains something. */
  #hasFactor(id: number): boolean {
    const { op, args, name } = this.#builder.node(id)
    if (op === 'input') return name === this.#name
    return (op === 'multiply' || op === 'divide' || op === 'negate') && args.some((arg) => this.#hasFactor(arg))
  }

  #isPositive(id: number): boolean {
    const { op, name, value = 0 } = this.#builder.node(id)
    return (op === 'input' && name === this.#name) || (op === 'constant' && value > 0)
  }

  /** The truth of an order between the input and 0; equality is left alone, since it names a value at 0 itself. */
  #knownOrder(condition: number): boolean | undefined {
    const { op, args } = this.#builder.node(condition)
    if (args.length !== 2) return undefined
    const [left, right] = args.map((arg) => this.#builder.node(arg))
    const isInput = (node: GraphNode): boolean => node.op === 'input' && node.name === this.#name
    const isZero = (node: GraphNode): boolean => node.op === 'constant' && node.value === 0
    const isGreater = isInput(left) && isZero(right)
    if (!isGreater && !(isZero(left) && isInput(right))) return undefined
    if (op === 'greater' || op === 'greaterOrEqual') return isGreater
    return op === 'less' || op === 'lessOrEqual' ? !isGreater : undefined
  }
}
