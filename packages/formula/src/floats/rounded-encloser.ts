import { functionOf } from '../functions.js'
import { constantValue, type Graph, type GraphNode, nodeAt, signatures } from '../graph.js'
import { Encloser } from '../interval/encloser.js'
import { type Enclosure, enclosure, hull, type Interval, nothingKnown } from '../interval/interval.js'
import { compare, connect, type Truth } from '../interval/truth.js'
import { isRepeatedPower } from '../repeated-power.js'
import type { Arithmetic } from './arithmetic.js'
import { Proportions } from './proportions.js'
import { exactly, least, most, type Rounded, rounded, times, unknown } from './rounded.js'
import { add, type Both, divide, multiply, negate, power, repeatedPower, sqrt } from './rounded-arithmetic.js'

/** A condition as it is computed, and whether it is so wherever the real one is. */
interface Condition {
  readonly truth: Truth
  readonly agrees: boolean
}

/** What is known of computed values on a box. */
export interface RoundedValue extends Rounded {
  /** They in proportion to the input. */
  readonly proportion: Interval
  /** Whether no condition may be computed otherwise than it is. */
  readonly isDecided: boolean
}

const undecided: Condition = { truth: undefined, agrees: false }

/**
 * Encloses what a backend computes for a graph's one output in an arithmetic: every value, infinities and the lack of a
 * value included, and its distance from the real value at the same r. The running error analysis of Wilkinson, with
 * absolute and relative errors side by side: sums of one sign, products and quotients keep relative ones.
 */
export class RoundedEncloser {
  readonly #graph: Graph
  readonly #type: Arithmetic
  readonly #real: Encloser
  readonly #computed: Rounded[] = []
  readonly #conditions: Condition[] = []
  readonly #varying: ReadonlySet<number>
  readonly #proportions: Proportions

  /**
   * @param name the input that varies
   * @param values the others, numbers of the arithmetic
   */
  constructor(graph: Graph, name: string, values: Readonly<Record<string, number>>, type: Arithmetic) {
    this.#graph = graph
    this.#type = type
    const fixed = Object.fromEntries(
      Object.entries(values)
        .filter(([key]) => key !== name)
        .map(([key, value]): [string, Interval] => [key, { lo: value, hi: value }]),
    )
    this.#real = new Encloser(graph, fixed)
    this.#varying = new Set(this.#real.varying)
    this.#proportions = new Proportions(graph, name, type)
    graph.nodes.forEach((node, id) => {
      this.#computed.push(unknown)
      this.#conditions.push(undecided)
      if (!this.#varying.has(id)) this.#update(node, id, fixed)
    })
  }

  /** The output for positive inputs in an interval, and enclosed in proportion to the input. */
  on({ lo, hi }: Interval): RoundedValue {
    const box = enclosure(lo, hi, true, !(lo === 0 && hi === 0))
    this.#real.run(() => box)
    this.#proportions.start(box, this.#computed, this.#conditions)
    for (const id of this.#varying) {
      const node = nodeAt(this.#graph, id)
      if (node.op === 'input') this.#computed[id] = exactly(box)
      else this.#update(node, id, {})
    }
    const output = this.#graph.outputs[0] as number
    const proportion = this.#proportions.of(output)
    const isDecided = this.#conditions.every(
      ({ truth, agrees }, id) => agrees || truth !== undefined || !this.#isCondition(id),
    )
    return { ...(this.#computed[output] as Rounded), proportion, isDecided }
  }

  #isCondition(id: number): boolean {
    return signatures[nodeAt(this.#graph, id).op].result === 'truth'
  }

  #update(node: GraphNode, id: number, fixed: Readonly<Record<string, Interval>>): void {
    if (signatures[node.op].result === 'truth') this.#conditions[id] = this.#condition(node, id)
    else this.#computed[id] = this.#number(node, id, fixed)
  }

  #both(id: number | undefined): Both {
    const index = id ?? 0
    return { real: this.#real.numbers[index] ?? nothingKnown, computed: this.#computed[index] ?? unknown }
  }

  #condition(node: GraphNode, id: number): Condition {
    const [a, b] = node.args
    if (node.op === 'and' || node.op === 'or' || node.op === 'not') {
      const [left, right] = [this.#conditions[a ?? 0] ?? undecided, this.#conditions[b ?? a ?? 0] ?? undecided]
      const truth = connect(node.op, left.truth, right.truth)
      const bothAgree = left.agrees && (node.op === 'not' || right.agrees)
      return { truth, agrees: bothAgree || (truth !== undefined && truth === this.#real.truths[id]) }
    }
    const [x, y] = [this.#both(a).computed, this.#both(b).computed]
    if (x.mayBeNaN || y.mayBeNaN) return undecided
    const truth = compare(node.op, enclosure(x.lo, x.hi), enclosure(y.lo, y.hi))
    const exact = x.error === 0 && y.error === 0
    return { truth, agrees: exact || (truth !== undefined && truth === this.#real.truths[id]) }
  }

  #number(node: GraphNode, id: number, fixed: Readonly<Record<string, Interval>>): Rounded {
    const real = this.#real.numbers[id] ?? nothingKnown
    const [first, second, third] = node.args
    const [a, b] = [this.#both(first), this.#both(second)]
    const type = this.#type
    switch (node.op) {
      case 'constant':
        return this.#constant(constantValue(node))
      case 'input':
        return exactly(fixed[node.name ?? ''] ?? nothingKnown)
      case 'add':
        return add(type, real, a, b)
      case 'subtract':
        return add(type, real, a, { real: { ...b.real, lo: -b.real.hi, hi: -b.real.lo }, computed: negate(b.computed) })
      case 'multiply':
        return multiply(type, real, a, first === second ? a : b)
      case 'divide':
        return this.#divideBy(node, real, a, b)
      case 'negate':
        return negate(a.computed)
      case 'power':
        return this.#power(real, a, b, second ?? 0)
      case 'select':
        return this.#select(real, this.#conditions[first ?? 0] ?? undecided, b, this.#both(third))
      case 'sqrt':
        return sqrt(type, real, a)
      case 'abs':
        return this.#abs(a.computed)
      case 'sign':
        return this.#sign(a.computed)
      case 'min':
      case 'max':
        return this.#extreme(node.op, a.computed, b.computed)
      default:
        return this.#function(node.op, real, a)
    }
  }

  #constant(value: number): Rounded {
    const near = this.#type.round(value)
    const error = Math.abs(near - value)
    return { lo: near, hi: near, mayBeNaN: false, error, relative: error === 0 ? 0 : error / Math.abs(value) }
  }

  #divideBy({ args }: GraphNode, real: Enclosure, a: Both, b: Both): Rounded {
    const [above = 0, below = 0] = args
    const quotient = this.#divide(real, a, b, this.#varying.has(below))
    if (quotient.mayBeNaN || !this.#proportions.isInput(below)) return quotient
    // Divided by r itself: what is known of computed values in proportion to r.
    const { lo, hi } = this.#proportions.rounded(this.#proportions.of(above), 1, 1)
    return { ...quotient, lo: Math.max(quotient.lo, lo), hi: Math.min(quotient.hi, hi) }
  }

  /** A quotient, or a product with the reciprocal of a divisor that does not vary: whichever is worse. */
  #divide(real: Enclosure, a: Both, b: Both, varies: boolean): Rounded {
    const direct = divide(this.#type, real, a, b)
    if (varies || !this.#type.invertsUniform) return direct
    const one: Both = { real: enclosure(1, 1), computed: exactly({ lo: 1, hi: 1 }) }
    const { lo, hi } = b.real
    const inverse = enclosure(Math.min(1 / lo, 1 / hi), Math.max(1 / lo, 1 / hi), b.real.defined && b.real.nonzero)
    const computed = divide(this.#type, inverse, one, b)
    return either(direct, multiply(this.#type, real, a, { real: inverse, computed }))
  }

  #power(real: Enclosure, a: Both, b: Both, exponent: number): Rounded {
    const node = nodeAt(this.#graph, exponent)
    const value = node.op === 'constant' ? constantValue(node) : Number.NaN
    if (isRepeatedPower(value)) return repeatedPower(this.#type, real, a, value)
    // One half is a root, of which the reciprocal is taken for minus one half; other powers are good to 2 ulp.
    return power(this.#type, real, a, b, 4)
  }

  #select(real: Enclosure, { truth, agrees }: Condition, yes: Both, no: Both): Rounded {
    const chosen = truth === undefined ? either(yes.computed, no.computed) : (truth ? yes : no).computed
    if (agrees || chosen.mayBeNaN) return chosen
    // Where the computed condition may be the other one, the branches' distance counts as an error.
    const apart = Math.max(yes.real.hi - no.real.lo, no.real.hi - yes.real.lo)
    const error = Number.isNaN(apart)
      ? Number.POSITIVE_INFINITY
      : apart + Math.max(yes.computed.error, no.computed.error)
    return { ...chosen, error, relative: error === 0 ? 0 : error / least(real) }
  }

  #abs({ lo, hi, ...rest }: Rounded): Rounded {
    return { ...rest, lo: lo > 0 ? lo : hi < 0 ? -hi : 0, hi: most({ lo, hi }) }
  }

  #sign({ lo, hi, mayBeNaN, error, relative }: Rounded): Rounded {
    if (mayBeNaN) return unknown
    const isExact = error === 0 || relative < 1
    const [low, high] = [Math.sign(lo), Math.sign(hi)]
    return { lo: low, hi: high, mayBeNaN: false, error: isExact ? 0 : 2, relative: isExact ? 0 : Infinity }
  }

  #extreme(op: 'min' | 'max', a: Rounded, b: Rounded): Rounded {
    if (a.mayBeNaN || b.mayBeNaN) return unknown
    const pick = Math[op]
    const relative = Math.max(a.relative, b.relative)
    return {
      lo: pick(a.lo, b.lo),
      hi: pick(a.hi, b.hi),
      mayBeNaN: false,
      error: Math.max(a.error, b.error),
      relative: relative < 1 ? relative : Number.POSITIVE_INFINITY,
    }
  }

  #function(op: GraphNode['op'], real: Enclosure, { real: at, computed: x }: Both): Rounded {
    const definition = functionOf(op)
    const rounding = definition?.rounding
    if (definition === undefined || rounding === undefined || x.mayBeNaN) return unknown
    if (rounding.isDefinedOn?.(x) === false) return unknown
    const between = hull(enclosure(x.lo, x.hi), at)
    const { lo, hi } = definition.enclose(enclosure(x.lo, x.hi), enclosure(0, 0))
    const growth = x.relative < 2 ** -8 ? times(rounding.condition?.(between) ?? Infinity, x.relative) : Infinity
    // Of the mean value theorem in proportions: 2 % for what the condition changes in between.
    const relative = growth <= 2 ** -8 ? 1.02 * growth : Number.POSITIVE_INFINITY
    const error = times(x.error, rounding.steepest(between))
    return rounded(this.#type, real, { lo, hi, error, relative }, 2 * rounding.ulps)
  }
}

/** What holds of a value that is one of two. */
function either(a: Rounded, b: Rounded): Rounded {
  return {
    lo: Math.min(a.lo, b.lo),
    hi: Math.max(a.hi, b.hi),
    mayBeNaN: a.mayBeNaN || b.mayBeNaN,
    error: Math.max(a.error, b.error),
    relative: Math.max(a.relative, b.relative),
  }
}
