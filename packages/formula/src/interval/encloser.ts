import { constantValue, type Graph, type GraphNode, inputName, nodeAt, signatures } from '../graph.js'
import { isRepeatedPower } from '../repeated-power.js'
import { type Enclosure, enclosure, hull, type Interval, nothingKnown, point } from './interval.js'
import { intervalOperations, type PlainOp } from './operations.js'
import { power } from './power.js'
import { compare, connect, type Truth } from './truth.js'

/**
 * Encloses all nodes of one graph, again and again:
 * first with some inputs fixed, then for many intervals of the others.
 * `numbers` and `truths` hold what is known of each node after a call.
 */
export class Encloser {
  readonly numbers: Enclosure[] = []
  readonly truths: Truth[] = []
  readonly #graph: Graph
  readonly #varying: number[] = []

  /** @param fixed intervals of the inputs that stay; all others vary */
  constructor(graph: Graph, fixed: Readonly<Record<string, Interval>>) {
    this.#graph = graph
    const varies: boolean[] = []
    graph.nodes.forEach((node, id) => {
      varies.push(node.op === 'input' ? !Object.hasOwn(fixed, inputName(node)) : node.args.some((arg) => varies[arg]))
      this.numbers.push(nothingKnown)
      this.truths.push(undefined)
      if (varies[id]) this.#varying.push(id)
      else this.#update(node, id, (name) => fromInterval(fixed[name]), undefined)
    })
  }

  /** Nodes that depend on a varying input, in order. */
  get varying(): readonly number[] {
    return this.#varying
  }

  /**
   * Encloses all nodes.
   * @param inputs the enclosure of each varying input
   * @param decided truths of conditions that are known beforehand, by node
   * @param last nodes after this one may keep their values from an earlier call
   */
  run(inputs: (name: string) => Enclosure, decided?: ReadonlyMap<number, boolean>, last = Infinity): void {
    for (const id of this.#varying) {
      if (id > last) return
      this.#update(nodeAt(this.#graph, id), id, inputs, decided)
    }
  }

  #update(
    node: GraphNode,
    id: number,
    inputs: (name: string) => Enclosure,
    decided: ReadonlyMap<number, boolean> | undefined,
  ): void {
    if (signatures[node.op].result === 'truth') this.truths[id] = decided?.get(id) ?? this.#truth(node)
    else this.numbers[id] = this.#number(node, inputs)
  }

  #truth(node: GraphNode): Truth {
    const [a, b] = node.args
    if (node.op === 'and' || node.op === 'or' || node.op === 'not')
      return connect(node.op, this.truths[a], this.truths[b])
    return compare(node.op, this.numbers[a], this.numbers[b])
  }

  #number(node: GraphNode, inputs: (name: string) => Enclosure): Enclosure {
    const [a, b, c] = node.args
    switch (node.op) {
      case 'constant':
        return point(constantValue(node))
      case 'input':
        return inputs(inputName(node))
      case 'select': {
        const truth = this.truths[a]
        if (truth === undefined) return hull(this.numbers[b], this.numbers[c])
        return truth ? this.numbers[b] : this.numbers[c]
      }
      case 'power': {
        const exponent = nodeAt(this.#graph, b)
        const repeated = exponent.op === 'constant' && isRepeatedPower(constantValue(exponent))
        return power(this.numbers[a], this.numbers[b], repeated)
      }
      case 'multiply':
        // x * x is an even power
        if (a === b) return power(this.numbers[a], point(2), true)
        return intervalOperations.multiply(this.numbers[a], this.numbers[b])
      default:
        return intervalOperations[node.op as PlainOp](this.numbers[a], this.numbers[b])
    }
  }
}

/** An interval given by a caller, as an enclosure. */
function fromInterval({ lo, hi }: Interval): Enclosure {
  return enclosure(lo, hi)
}
