import { functionOf } from './functions.js'
import { constantValue, type GraphNode, inputName, signatures } from './graph.js'
import { type Enclosure, enclosure, hull, nothingKnown, point } from './interval/interval.js'
import { intervalOperations, type PlainOp } from './interval/operations.js'
import { power } from './interval/power.js'
import { isRepeatedPower } from './repeated-power.js'

/** Reads the node with an id. */
interface Nodes {
  node(id: number): GraphNode
}

/**
 * What is known of the nodes of a builder for all finite values of the inputs: whether they may be 0, and whether they
 * may be infinite (overflow of products and powers aside) or no number. Conditions count as undecided.
 */
export class NodeRanges {
  readonly #nodes: Nodes
  readonly #nonzero: ReadonlySet<string>
  readonly #ranges: Enclosure[] = []
  readonly #isFinite: boolean[] = []
  /** Whether a node and all that it is made of are finite. */
  readonly #meetsNoPole: boolean[] = []
  readonly #vouched = new Set<number>()

  /** @param nonzero inputs that are not 0 */
  constructor(nodes: Nodes, nonzero: readonly string[]) {
    this.#nodes = nodes
    this.#nonzero = new Set(nonzero)
  }

  /** Whether a node may be 0, in the limit of something infinite too, as exp(-1/x) is. */
  mayBeZero(id: number): boolean {
    this.#lookAt(id)
    const { lo, hi, nonzero } = this.#ranges[id] as Enclosure
    return lo <= 0 && hi >= 0 && !(nonzero && this.#meetsNoPole[id] === true)
  }

  /** Whether a node is a finite number wherever its formula has a value. */
  isFinite(id: number): boolean {
    this.#lookAt(id)
    return this.#isFinite[id] === true || this.#vouched.has(id)
  }

  /** Says of a node, right after it was made, that it is finite. */
  vouchFor(id: number): void {
    this.#lookAt(id)
    this.#vouched.add(id)
  }

  /** Nodes come after their arguments. */
  #lookAt(id: number): void {
    for (let next = this.#ranges.length; next <= id; next++) {
      const node = this.#nodes.node(next)
      const range = signatures[node.op].result === 'truth' ? nothingKnown : this.#rangeOf(node)
      this.#ranges.push(range)
      const staysFinite = this.#staysFinite(node, range)
      this.#isFinite.push(staysFinite)
      this.#meetsNoPole.push(staysFinite && node.args.every((arg) => this.#meetsNoPole[arg]))
    }
  }

  #rangeOf(node: GraphNode): Enclosure {
    const [a, b, c] = node.args.map((arg) => this.#ranges[arg]) as [Enclosure, Enclosure, Enclosure]
    switch (node.op) {
      case 'constant':
        return point(constantValue(node))
      case 'input':
        return enclosure(-Infinity, Infinity, true, this.#nonzero.has(inputName(node)))
      case 'select':
        return hull(b, c)
      case 'power': {
        const exponent = this.#nodes.node(node.args[1] as number)
        return power(a, b, exponent.op === 'constant' && isRepeatedPower(constantValue(exponent)))
      }
      case 'multiply':
        return node.args[0] === node.args[1] ? power(a, point(2), true) : intervalOperations.multiply(a, b)
      default:
        return intervalOperations[node.op as PlainOp](a, b)
    }
  }

  #staysFinite({ op, args }: GraphNode, { lo, hi }: Enclosure): boolean {
    if (Number.isFinite(hi - lo)) return true
    const areFinite = args.every((arg) => this.isFinite(arg))
    const [a = nothingKnown, b = nothingKnown] = args.map((arg) => this.#ranges[arg])
    // a divisor that is infinite makes 0
    if (op === 'divide') return this.isFinite(args[0] as number) && b.nonzero
    if (op === 'power') return areFinite && (b.lo >= 0 || a.nonzero)
    const { pole, overflows = false } = functionOf(op) ?? {}
    return !overflows && areFinite && (pole === undefined || a.lo > pole || (pole === 0 && a.nonzero))
  }
}
