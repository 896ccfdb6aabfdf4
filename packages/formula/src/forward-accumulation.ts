import type { GraphBuilder } from './builder.js'
import { type Ranges, times } from './chain-rule.js'
import { derivativeRules } from './derivative-rules.js'
import { type Graph, nodeAt, signatures } from './graph.js'
import type { NodeRanges } from './node-ranges.js'

/** Derivatives by node of a graph. */
type Slopes = Map<number, number>

/** Takes derivatives of one graph with respect to one input, forwards over its nodes. */
export class ForwardAccumulation {
  readonly #builder: GraphBuilder
  readonly #ranges: NodeRanges
  readonly #graph: Graph
  /** The nodes of the graph in the builder. */
  readonly #ids: readonly number[]
  readonly #indices: ReadonlyMap<number, number>
  readonly #name: string

  constructor(builder: GraphBuilder, ranges: NodeRanges, graph: Graph, name: string) {
    this.#builder = builder
    this.#ranges = ranges
    this.#graph = graph
    this.#ids = builder.insertNodes(graph).nodes
    this.#indices = new Map(this.#ids.map((id, index) => [id, index]))
    this.#name = name
  }

  /** The derivatives of the outputs. */
  ofOutputs(): number[] {
    const slopes: Slopes = new Map()
    for (const index of this.#graph.nodes.keys()) {
      slopes.set(index, this.#ofSignedProduct(index, slopes) ?? this.#ruled(index, slopes, this.#name))
    }
    return this.#graph.outputs.map((output) => slopes.get(output) as number)
  }

  /** By the rule of the operation. */
  #ruled(
    index: number,
    slopes: ReadonlyMap<number, number>,
    name: string | undefined,
    ranges: Ranges = this.#ranges,
  ): number {
    const builder = this.#builder
    const node = nodeAt(this.#graph, index)
    const zero = builder.constant(0)
    if (node.op === 'constant' || signatures[node.op].result === 'truth') return zero
    if (node.op === 'input') return node.name === name ? builder.constant(1) : zero
    const slopeOf = (arg: number): number => slopes.get(arg) as number
    const derivatives = node.args.map(slopeOf)
    if (derivatives.every((id) => builder.isConstant(id, 0))) return zero
    return derivativeRules[node.op]({
      builder,
      ranges,
      value: this.#idOf(index),
      args: node.args.map((arg) => this.#idOf(arg)),
      derivatives,
      derivativeOf: (id) => slopes.get(this.#indices.get(id) ?? -1),
    })
  }

  /**
   * The derivative of sign(a)·f(|a|, …) without the square of the sign, which would make it 0 at a = 0:
   * sign(a)·∂f/∂x with |a| kept, and ∂f/∂|a|·a' with everything else kept.
   */
  #ofSignedProduct(index: number, slopes: ReadonlyMap<number, number>): number | undefined {
    const { op, args } = nodeAt(this.#graph, index)
    const sign = op === 'multiply' ? args.find((arg) => nodeAt(this.#graph, arg).op === 'sign') : undefined
    if (sign === undefined) return undefined
    const [inner = -1] = nodeAt(this.#graph, sign).args
    const slope = slopes.get(inner) as number
    const rest = args[0] === sign ? (args[1] as number) : sign
    const below = this.#below(rest)
    const magnitude = below.find((each) => {
      const node = nodeAt(this.#graph, each)
      return node.op === 'abs' && node.args[0] === inner
    })
    if (magnitude === undefined || this.#builder.isConstant(slope, 0)) return undefined
    const others = this.#seeded(below, magnitude, this.#builder.constant(0), this.#name)
    const along = this.#seeded(below, magnitude, slope, undefined)
    if (this.#builder.isConstant(others, 0)) return along
    // infinities of the two could cancel, as in sign(a)·√(x − |a|)
    if (!this.#ranges.isFinite(others) || !this.#ranges.isFinite(along)) return undefined
    return this.#builder.apply('add', times(this.#builder, this.#idOf(sign), others), along)
  }

  /** The derivative of the last of some nodes, where one of them has the given derivative, the input `name` 1. */
  #seeded(below: readonly number[], seed: number, slope: number, name: string | undefined): number {
    const slopes: Slopes = new Map()
    // that |a| is flat where it is 0 does not hold here
    const sceptical: Ranges = {
      mayBeZero: (id) => this.#ranges.mayBeZero(id),
      isFinite: (id) => this.#ranges.isFinite(id),
      vouchFor: () => undefined,
    }
    for (const index of below) slopes.set(index, index === seed ? slope : this.#ruled(index, slopes, name, sceptical))
    return slopes.get(below.at(-1) as number) as number
  }

  /** A node and all that it is made of, arguments first. */
  #below(index: number): number[] {
    const needed = new Set([index])
    for (let id = index; id >= 0; id--)
      if (needed.has(id)) for (const arg of nodeAt(this.#graph, id).args) needed.add(arg)
    return [...needed].sort((a, b) => a - b)
  }

  #idOf(index: number): number {
    return this.#ids[index] as number
  }
}
