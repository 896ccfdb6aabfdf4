import type { FunctionDefinition } from '../function-definition.js'
import { type FunctionName, functions } from '../functions.js'
import { constantValue, type Graph, type GraphNode, nodeAt, signatures } from '../graph.js'
import * as interval from '../interval/arithmetic.js'
import type { Encloser } from '../interval/encloser.js'
import { type Enclosure, enclosure, hull, nothingKnown, point } from '../interval/interval.js'
import { intervalOperations, type PlainOp } from '../interval/operations.js'
import { power } from '../interval/power.js'
import { multiplyDown, multiplyUp } from '../interval/rounding.js'
import { compare, connect, type Truth } from '../interval/truth.js'
import { isRepeatedPower } from '../repeated-power.js'
import type { Expansion, Exponential, Term } from './expansion.js'
import { ExpansionArithmetic } from './expansion-arithmetic.js'
import { grain } from './monomial.js'

/** Expansions say something from here on: their logarithms are then at least 1. */
export const firstStart = 4

/** What a node is a multiple of. */
type Multiple = Exponential

/**
 * Expands all nodes of a graph at an end of its domain: its one varying input is s on a tail towards infinity,
 * or end + 1/s or end − 1/s, s ≥ start. Beside the expansion of a node stands its range, which may be sharper.
 */
export class ExpansionEncloser {
  readonly expansions: Expansion[]
  readonly ranges: Enclosure[]
  readonly truths: Truth[]
  readonly #graph: Graph
  readonly #varying: readonly number[]
  readonly #fixed: Encloser
  readonly #multiples: (Multiple | undefined)[] = []
  #tail = new ExpansionArithmetic(firstStart, () => this.#zero)
  readonly #zero: Expansion = { exponentials: [], terms: [], rest: undefined }

  /** @param fixed an encloser of the same graph, for the nodes that do not depend on the varying input */
  constructor(graph: Graph, fixed: Encloser) {
    this.#graph = graph
    this.#varying = fixed.varying
    this.#fixed = fixed
    this.expansions = graph.nodes.map(() => this.#zero)
    this.ranges = graph.nodes.map((_, id) => fixed.numbers[id] ?? nothingKnown)
    this.truths = [...fixed.truths]
    const varies = new Set(this.#varying)
    graph.nodes.forEach((node, id) => {
      if (signatures[node.op].result === 'truth') return
      if (!varies.has(id)) this.expansions[id] = this.#tail.constant(this.ranges[id])
      this.#multiples.push(undefined)
    })
    for (const id of this.#varying) this.#multiples[id] = this.#multipleOf(id)
  }

  /** The arithmetic of the last run. */
  get tail(): ExpansionArithmetic {
    return this.#tail
  }

  /** Expands all nodes, the input being `variable` for s ≥ start ≥ `firstStart`. */
  run(start: number, variable: Expansion, decided: ReadonlyMap<number, boolean>): void {
    const tail = new ExpansionArithmetic(start, (node) => this.expansions[node])
    this.#tail = tail
    for (const id of this.#varying) {
      const node = nodeAt(this.#graph, id)
      if (signatures[node.op].result === 'truth') {
        this.truths[id] = decided.get(id) ?? this.#truth(node)
        continue
      }
      const expansion = node.op === 'input' ? variable : this.#expand(node, id)
      const range = meet(tail.range(expansion), node.op === 'input' ? undefined : this.#natural(node))
      this.ranges[id] = range
      const knowsMore = expansion.terms.length > 0 || expansion.exponentials.length > 0 || isMonomial(expansion)
      this.expansions[id] = knowsMore ? expansion : tail.bounded(range)
    }
  }

  #truth(node: GraphNode): Truth {
    const [a, b] = node.args
    if (node.op === 'and' || node.op === 'or' || node.op === 'not')
      return connect(node.op, this.truths[a], this.truths[b])
    const known = compare(node.op, this.ranges[a], this.ranges[b])
    if (known !== undefined) return known
    if (!this.ranges[a].defined || !this.ranges[b].defined) return undefined
    // monomials and exponentials keep the sign of the difference
    const difference = this.#tail.leading(this.#tail.subtract(this.expansions[a], this.expansions[b])).factor
    return compare(node.op, difference, point(0))
  }

  #expand(node: GraphNode, id: number): Expansion {
    const tail = this.#tail
    const [a, b] = node.args.map((arg) => this.expansions[arg])
    switch (node.op) {
      case 'add':
        return tail.add(a, b)
      case 'subtract':
        return tail.subtract(a, b)
      case 'multiply':
        return node.args[0] === node.args[1] ? tail.power(a, 2, true) : tail.multiply(a, b)
      case 'divide':
        return tail.divide(a, b)
      case 'negate':
        return tail.negate(a)
      case 'power':
        return this.#power(node, a, b)
      case 'select': {
        const [, yes, no] = node.args.map((arg) => this.expansions[arg])
        const truth = this.truths[node.args[0]]
        return truth === undefined ? tail.hull(yes, no) : truth ? yes : no
      }
      default:
        return this.#function(node, a, b, id)
    }
  }

  #power(node: GraphNode, base: Expansion, exponent: Expansion): Expansion {
    const [, right] = node.args
    const constant = nodeAt(this.#graph, right)
    const { lo, hi } = this.ranges[right]
    if (constant.op === 'constant') return this.#tail.power(base, lo, isRepeatedPower(constantValue(constant)))
    const isFixed = exponent.terms.length <= 1 && exponent.rest === undefined && lo === hi
    if (isFixed) return this.#tail.power(base, lo, false)
    // a^b = exp(b log a), the base being positive
    return this.#tail.exp(this.#tail.multiply(exponent, this.#tail.log(base)), undefined)
  }

  #function(node: GraphNode, a: Expansion, b: Expansion, id: number): Expansion {
    const tail = this.#tail
    const definition: FunctionDefinition = functions[node.op as FunctionName]
    const source = this.#multiples[node.args[0]] ?? { node: node.args[0], factor: 1 }
    const expanded = definition.expand?.(tail, a, b, source)
    if (expanded !== undefined) return expanded
    const { taylor } = definition
    return taylor === undefined ? tail.bounded(this.#natural(nodeAt(this.#graph, id))) : tail.compose(a, taylor)
  }

  /** The range by interval arithmetic from those of the arguments. */
  #natural(node: GraphNode): Enclosure {
    const [a, b, c] = node.args.map((arg) => this.ranges[arg])
    if (node.op === 'select') {
      const truth = this.truths[node.args[0]]
      return truth === undefined ? hull(b, c) : truth ? b : c
    }
    if (node.op === 'power') {
      const exponent = nodeAt(this.#graph, node.args[1])
      return power(a, b, exponent.op === 'constant' && isRepeatedPower(constantValue(exponent)))
    }
    if (node.op === 'multiply' && node.args[0] === node.args[1]) return power(a, point(2), true)
    return intervalOperations[node.op as PlainOp](a, b)
  }

  /** The node that a varying node is an exact multiple of, so that exp(x) and exp(−2x) are known to be related. */
  #multipleOf(id: number): Multiple {
    const { op, args } = nodeAt(this.#graph, id)
    const [a, b] = args
    const times = (node: number, factor: number): Multiple => {
      const inner = this.#multiples[node] ?? { node, factor: 1 }
      const isExact = multiplyDown(inner.factor, factor) === multiplyUp(inner.factor, factor)
      return isExact ? { node: inner.node, factor: inner.factor * factor } : { node: id, factor: 1 }
    }
    const constantOf = (node: number): number | undefined => {
      const { lo, hi } = this.#fixed.numbers[node] ?? nothingKnown
      return !this.#varying.includes(node) && lo === hi && lo !== 0 ? lo : undefined
    }
    if (op === 'negate') return times(a, -1)
    if (op === 'multiply') {
      const [left, right] = [constantOf(a), constantOf(b)]
      if (left !== undefined) return times(b, left)
      if (right !== undefined) return times(a, right)
    }
    if (op === 'divide') {
      const divisor = constantOf(b)
      const quotient = divisor === undefined ? undefined : interval.divide(point(1), point(divisor))
      if (quotient !== undefined && quotient.lo === quotient.hi) return times(a, quotient.lo)
    }
    return { node: id, factor: 1 }
  }
}

function isMonomial({ rest }: Expansion): boolean {
  return rest !== undefined && (rest.power !== 0 || rest.logs !== 0)
}

/** What two enclosures of the same quantity have in common. */
function meet(a: Enclosure, b: Enclosure | undefined): Enclosure {
  if (b === undefined) return a
  const [lo, hi] = [Math.max(a.lo, b.lo), Math.min(a.hi, b.hi)]
  // exponents that are meant as decimals differ from rounded ones by less than rounding
  if (!(lo <= hi)) return hull(a, b)
  return enclosure(lo, hi, a.defined || b.defined, a.nonzero || b.nonzero)
}

/** The variable s itself, or end ± 1/s. */
export function variableAt(end: number, side: 1 | -1): Expansion {
  const term = (power: number, value: number): Term => ({ power, logs: 0, factor: point(value) })
  if (end === Infinity) return { exponentials: [], terms: [term(grain, side)], rest: undefined }
  const terms = end === 0 ? [] : [term(0, end)]
  return { exponentials: [], terms: [...terms, term(-grain, side)], rest: undefined }
}
