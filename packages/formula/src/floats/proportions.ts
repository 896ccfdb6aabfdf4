import { functionOf } from '../functions.js'
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
  readonly #known: (Enclosure | undefined)[] = []
  #box: Enclosure = enclosure(1, 1)
  #computed: readonly Rounded[] = []
  #conditions: readonly { readonly truth: Truth }[] = []

  constructor(graph: Graph, name: string, type: Arithmetic) {
    this.#graph = graph
    this.#name = name
    this.#type = type
  }

  /** Begins with another box of r > 0; what is computed there is read when it is asked for. */
  start(box: Enclosure, computed: readonly Rounded[], conditions: readonly { readonly truth: Truth }[]): void {
    this.#known.length = 0
    this.#box = box
    this.#computed = computed
    this.#conditions = conditions
  }

  /** Whether a node is r, or |r|. */
  isInput(id: number): boolean {
    const { op, name, args } = nodeAt(this.#graph, id)
    return op === 'input' ? name === this.#name : op === 'abs' && this.isInput(args[0] ?? 0)
  }

  /** computed(id)/r for a node that is a number. */
  of(id: number): Enclosure {
    const known = this.#known[id]
    if (known !== undefined) return known
    const plain = arithmetic.divide(this.#range(id), this.#box)
    const found = this.#better(id, plain) ?? plain
    this.#known[id] = found
    return found
  }

  /** An enclosure with the error of an operation on values of the size of `scale`·r. */
  rounded({ lo, hi }: Interval, units: number, scale = this.#box.lo): Enclosure {
    const grain = (units * this.#type.smallest) / scale
    const step = units * this.#type.unit
    return enclosure(lo - times(Math.abs(lo), step) - grain, hi + times(Math.abs(hi), step) + grain)
  }

  #range(id: number | undefined): Enclosure {
    const { lo, hi } = this.#computed[id ?? 0] as Rounded
    return enclosure(lo, hi)
  }

  #better(id: number, plain: Enclosure): Enclosure | undefined {
    if (this.isInput(id)) return enclosure(1, 1)
    const { op, args } = nodeAt(this.#graph, id)
    const [a = 0, b = 0, c = 0] = args
    switch (op) {
      case 'negate':
        return arithmetic.negate(this.of(a))
      case 'abs':
        return arithmetic.abs(this.of(a))
      case 'min':
      case 'max':
        return (op === 'min' ? arithmetic.min : arithmetic.max)(this.of(a), this.of(b))
      case 'select': {
        const truth = this.#conditions[a]?.truth
        return truth === undefined ? hull(this.of(b), this.of(c)) : this.of(truth ? b : c)
      }
      case 'add':
        return meet(plain, this.rounded(arithmetic.add(this.of(a), this.of(b)), 1))
      case 'subtract':
        return meet(plain, this.rounded(arithmetic.subtract(this.of(a), this.of(b)), 1))
      case 'multiply': {
        const first = arithmetic.multiply(this.of(a), this.#range(b))
        const second = arithmetic.multiply(this.#range(a), this.of(b))
        return meet(plain, meet(this.rounded(first, 1), this.rounded(second, 1)))
      }
      case 'divide': {
        const quotient = arithmetic.divide(this.of(a), this.#range(b))
        return quotient.defined ? meet(plain, this.rounded(quotient, 3)) : undefined
      }
      default:
        return this.#ofFunction(op, a, plain)
    }
  }

  /** f(x)/r = (f(x)/x)·(x/r), f(x)/x being a slope between 0 and x. */
  #ofFunction(op: string, a: number, plain: Enclosure): Enclosure | undefined {
    const definition = functionOf(op)
    if (definition?.slopeFromZero === undefined || definition.rounding === undefined) return undefined
    const slope = definition.slopeFromZero(hull(this.#range(a), enclosure(0, 0)))
    if (!slope.defined) return undefined
    return meet(plain, this.rounded(arithmetic.multiply(slope, this.of(a)), 2 * definition.rounding.ulps))
  }
}

function meet(a: Enclosure, b: Enclosure): Enclosure {
  return enclosure(Math.max(a.lo, b.lo), Math.min(a.hi, b.hi), a.defined && b.defined)
}
