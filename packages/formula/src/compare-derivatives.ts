import { GraphBuilder } from './builder.js'
import { evaluate } from './evaluate.js'
import { constantValue, type Graph, inputName } from './graph.js'
import { divide, subtract } from './interval/arithmetic.js'
import { Encloser } from './interval/encloser.js'
import { type Enclosure, enclosure, type Interval, point } from './interval/interval.js'
import { mathjsDerivative } from './mathjs-derivative.js'
import { graphPieces } from './pieces.js'

/**
 * Constants of a formula are rounded, and so are those of its derivatives: each counts as any number this close to it.
 */
const constantRounding = 2 ** -51
/** Enclosures further apart than this, relatively, are of different functions. */
const apart = 1e-9
/** Enclosures wider than this, relatively to the largest derivative, decide nothing. */
const decisive = 1e-6
/** A derivative that is this part of f/x at most counts as 0. */
const vanishing = 1e-6
/** Steps of difference quotients, relatively, and how wide these may be. */
const step = 2 ** -16
const decisiveQuotient = 1e-2

/** What came of comparing a derivative with that of mathjs. */
export interface DerivativeComparison {
  /** Points at which both were enclosed narrowly, and agree. */
  readonly compared: number
  /** Points at which the form of mathjs overflows or cancels, and a difference quotient agrees instead. */
  readonly judgedByDifferences: number
  /** The first point at which they do not agree. */
  readonly disagreement: {
    readonly values: Readonly<Record<string, number>>
    readonly own: Interval
    readonly expected: Interval
  } | null
  /** Whether some piece holds at points, and at none of them anything could be said. */
  readonly isUndecided: boolean
}

/**
 * Compares the derivative of a graph's one output with the one that mathjs takes, piece by piece. Both are enclosed by
 * intervals, rounding included: disjoint enclosures prove that they differ, narrow ones that meet show that they agree;
 * how badly a form is conditioned shows in its width.
 * Where a width says nothing, the mean value theorem does: a difference quotient is a value of the derivative between.
 *
 * @param derivative of `graph` with respect to `name`
 * @param points numbers for all inputs, away from kinks
 */
export function compareDerivatives(
  graph: Graph,
  derivative: Graph,
  name: string,
  points: readonly Readonly<Record<string, number>>[],
): DerivativeComparison {
  const judged: Judged[] = []
  for (const { holds, expression } of graphPieces(graph)) {
    const known = new Set(judged.flatMap(({ values }) => [values]))
    const own = points.filter((values) => !known.has(values) && holds.every((held) => evaluate(held, values)[0] === 1))
    if (own.length === 0) continue
    const forms = new Forms(derivative, mathjsDerivative(expression, name), expression)
    judged.push(...own.map((values) => ({ piece: expression, values, forms, ...forms.at(values, name) })))
  }
  // Where a function does not really depend on the input, its derivative is nothing but rounding:
  // that of a quotient f/x.
  const quotients = judged.map(({ value, values }) => vanishing * (magnitude(value) / Math.abs(values[name] as number)))
  const size = Math.max(...[...judged.map(({ own }) => magnitude(own)), ...quotients].filter(Number.isFinite), 0)
  const narrow = (a: Interval, b: Interval, width: number): boolean =>
    Math.max(a.hi, b.hi) - Math.min(a.lo, b.lo) <= width * size
  const isCompared = ({ own, mathjs }: Judged): boolean =>
    own.defined && mathjs.defined && narrow(own, mathjs, decisive)
  const compared = judged.filter(isCompared)
  const others = judged
    .filter((each) => !isCompared(each))
    .map((each) => ({ ...each, ...each.forms.around(each.values, name) }))
  const byDifferences = others.filter(
    ({ around, quotient }) => around.defined && quotient.defined && narrow(around, quotient, decisiveQuotient),
  )
  const wrong = [
    ...judged.map(({ values, own, mathjs }) => ({ values, own, expected: mathjs })),
    ...others.map(({ values, around, quotient }) => ({ values, own: around, expected: quotient })),
  ].find(({ own, expected }) => areApart(own, expected))
  const decided = new Set([...compared, ...byDifferences].map(({ piece }) => piece))
  return {
    compared: compared.length,
    judgedByDifferences: byDifferences.length,
    disagreement: wrong ?? null,
    isUndecided: judged.length === 0 || judged.some(({ piece }) => !decided.has(piece)),
  }
}

interface Judged {
  readonly piece: Graph
  readonly forms: Forms
  readonly values: Readonly<Record<string, number>>
  /** The derivative in question and that of mathjs. */
  readonly own: Enclosure
  readonly mathjs: Enclosure
  /** The function itself. */
  readonly value: Enclosure
}

/** Both forms of a derivative, and the function, of one piece. */
class Forms {
  readonly #encloser: Encloser
  readonly #outputs: readonly number[]
  readonly #own: Graph

  constructor(own: Graph, mathjs: Graph, value: Graph) {
    this.#own = own
    const builder = new GraphBuilder()
    const constants: Record<string, Interval> = {}
    const outputs = [own, mathjs, value].map((graph) => insertLoosened(builder, graph, constants))
    const graph = builder.finish(outputs)
    this.#encloser = new Encloser(graph, constants)
    this.#outputs = graph.outputs
  }

  /** The derivative in question, that of mathjs and the function at a point. */
  at(values: Readonly<Record<string, number>>, name: string): Pick<Judged, 'own' | 'mathjs' | 'value'> {
    const [own, mathjs, value] = this.#run(values, name, point(values[name] as number))
    // what is constant is so beyond infinities too, such as exp(-1/max(0, …)), which intervals do not get past
    if (!own.defined && mathjs.lo === 0 && mathjs.hi === 0) {
      const [slope = Number.NaN] = evaluate(this.#own, values)
      return { own: enclosure(slope, slope, !Number.isNaN(slope)), mathjs, value }
    }
    return { own, mathjs, value }
  }

  /** The derivative in question around a point, and a difference quotient over the same interval. */
  around(values: Readonly<Record<string, number>>, name: string): { around: Enclosure; quotient: Enclosure } {
    const x = values[name] as number
    const h = Math.max(Math.abs(x) * step, Number.MIN_VALUE)
    const [low, high] = [x - h, x + h]
    const [around] = this.#run(values, name, enclosure(low, high))
    const [, , left] = this.#run(values, name, point(low))
    const [, , right] = this.#run(values, name, point(high))
    return { around, quotient: divide(subtract(right, left), subtract(point(high), point(low))) }
  }

  #run(values: Readonly<Record<string, number>>, name: string, x: Enclosure): [Enclosure, Enclosure, Enclosure] {
    this.#encloser.run((input) => (input === name ? x : point(values[input] as number)))
    return this.#outputs.map((output) => this.#encloser.numbers[output]) as [Enclosure, Enclosure, Enclosure]
  }
}

/** Copies a graph in, with every constant that may have been rounded replaced by an input for an interval around it. */
function insertLoosened(builder: GraphBuilder, graph: Graph, constants: Record<string, Interval>): number {
  const ids: number[] = []
  for (const node of graph.nodes) {
    if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else if (node.op !== 'constant') ids.push(builder.apply(node.op, ...node.args.map((arg) => ids[arg] as number)))
    else {
      const value = constantValue(node)
      // halves are exact too, and exponents among them
      const isExact = Number.isInteger(2 * value) && Math.abs(value) < 2 ** 31
      if (isExact) ids.push(builder.constant(value))
      else {
        const name = `_${value}`
        const reach = Math.abs(value) * constantRounding
        constants[name] = { lo: value - reach, hi: value + reach }
        ids.push(builder.input(name))
      }
    }
  }
  return ids[graph.outputs[0] as number] as number
}

function areApart(a: Enclosure, b: Enclosure): boolean {
  if (!a.defined || !b.defined) return false
  return Math.max(a.lo, b.lo) - Math.min(a.hi, b.hi) > apart * Math.min(magnitude(a), magnitude(b))
}

function magnitude({ lo, hi }: Interval): number {
  return Math.max(Math.abs(lo), Math.abs(hi))
}
