import { type Graph, nodeAt } from '../graph.js'
import * as arithmetic from '../interval/arithmetic.js'
import { type Enclosure, enclosure, hull, type Interval } from '../interval/interval.js'
import type { Truth } from '../interval/truth.js'
import type { Arithmetic } from './arithmetic.js'
import { type Rounded, times } from './rounded.js'

/**
 * Encloses computed values in proportion to the input: of r·g(r) it is what is computed for g and a rounding, where the
 * quotient of both ranges would be as wide as the box of r.
 */
export class Proportions {
  readonly #graph: Graph
  readonly #name: string
  readonly #type: Arithmetic

  constructor(graph: Graph, name: string, type: Arithmetic) {
    this.#graph = graph
    this.#name = name
    this.#type = type
  }

  /** computed(id)/r on a box of r > 0, for nodes that are numbers. */
  of(id: number, box: Enclosure, computed: readonly Rounded[], truths: readonly Truth[]): Enclosure {
    const { op, name, args } = nodeAt(this.#graph, id)
    const of = (arg: number | undefined): Enclosure => this.of(arg ?? 0, box, computed, truths)
    const range = (arg: number | undefined): Enclosure => wide(computed[arg ?? 0] as Rounded)
    const plain = arithmetic.divide(wide(computed[id] as Rounded), box)
    const [a, b, c] = args
    switch (op) {
      case 'input':
        return name === this.#name ? enclosure(1, 1) : plain
      case 'negate':
        return arithmetic.negate(of(a))
      case 'select': {
        const truth = truths[a ?? 0]
        return truth === undefined ? hull(of(b), of(c)) : truth ? of(b) : of(c)
      }
      case 'multiply': {
        const both = [arithmetic.multiply(of(a), range(b)), arithmetic.multiply(range(a), of(b))]
        return both.reduce((best, each) => meet(best, this.#rounded(each, 1, box)), plain)
      }
      case 'divide': {
        const quotient = arithmetic.divide(of(a), range(b))
        return quotient.defined ? meet(plain, this.#rounded(quotient, 3, box)) : plain
      }
      default:
        return plain
    }
  }

  #rounded({ lo, hi }: Interval, units: number, { lo: r }: Interval): Enclosure {
    const grain = this.#type.smallest / r
    const step = units * this.#type.unit
    return enclosure(lo - times(Math.abs(lo), step) - grain, hi + times(Math.abs(hi), step) + grain)
  }
}

function wide({ lo, hi }: Interval): Enclosure {
  return enclosure(lo, hi)
}

function meet(a: Enclosure, b: Enclosure): Enclosure {
  return enclosure(Math.max(a.lo, b.lo), Math.min(a.hi, b.hi))
}
