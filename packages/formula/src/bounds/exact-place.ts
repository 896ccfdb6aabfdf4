import { approximate } from '../exact/approximate.js'
import { evaluateExactly, variable } from '../exact/evaluate-exactly.js'
import { type Fraction, fractionsOfComparisons } from '../exact/fractions.js'
import { asRational, atomPolynomial, keyOf, numberPolynomial, type Polynomial } from '../exact/polynomial.js'
import { positiveRoots } from '../exact/positive-roots.js'
import type { Rational } from '../exact/rational.js'
import { signBeside } from '../exact/sign-beside.js'
import type { Graph } from '../graph.js'
import type { Interval } from '../interval/interval.js'

/** A function's limits from both sides of a place where its conditions change, and its value there. */
export interface ExactValues {
  readonly before: number
  readonly at: number
  readonly after: number
}

/** Evaluates a graph beside places that exact arithmetic knows, such as √2·θ. */
export class ExactPlaces {
  readonly #graph: Graph
  readonly #inputs: (place: Polynomial) => (input: string) => Polynomial | null
  /** a − b of every comparison, by node. */
  readonly #differences: readonly (Fraction | null)[]

  constructor(graph: Graph, name: string, values: Readonly<Record<string, number>>) {
    this.#graph = graph
    this.#inputs = (place) => (input) => (input === name ? place : numberPolynomial(values[input] ?? Number.NaN))
    const open = evaluateExactly(graph, this.#inputs(atomPolynomial(variable)), () => undefined)
    this.#differences = fractionsOfComparisons(graph, open)
  }

  /**
   * What the graph's one output is about the one place in a narrow interval where comparisons change;
   * undefined unless that is known exactly and in numbers that float64 holds.
   *
   * @param comparisons those whose truth is not known in the interval
   */
  within(interval: Interval, comparisons: readonly number[]): ExactValues | undefined {
    let place: Polynomial | undefined
    for (const id of comparisons) {
      const difference = this.#differences[id] ?? null
      if (difference === null) return undefined
      if (difference.above.size === 0) continue
      const poles = positiveRoots(difference.below)
      if (poles === null || poles.some((pole) => isWithin(pole, interval))) return undefined
      const roots = positiveRoots(difference.above)?.filter((root) => isWithin(root, interval))
      const [only] = roots ?? []
      if (roots?.length !== 1 || only === undefined) return undefined
      if (place !== undefined && keyOf(place) !== keyOf(only)) return undefined
      place = only
    }
    if (place === undefined) return undefined
    const [before, at, after] = ([-1, 0, 1] as const).map((side) => this.#value(place as Polynomial, side))
    return before === undefined || at === undefined || after === undefined ? undefined : { before, at, after }
  }

  #value(place: Polynomial, side: -1 | 0 | 1): number | undefined {
    const values = evaluateExactly(this.#graph, this.#inputs(place), (id) => {
      const difference = this.#differences[id] ?? null
      if (side === 0 || difference === null) return undefined
      const [above, below] = [signBeside(difference.above, place, side), signBeside(difference.below, place, side)]
      return above === null || below === null ? null : ((above * below) as -1 | 0 | 1)
    })
    const value = values[this.#graph.outputs[0]]
    const number = value === null || typeof value === 'boolean' ? null : asRational(value)
    return number === null ? undefined : exactNumber(number)
  }
}

/** Places are rounded a few times. */
function isWithin(place: Polynomial, { lo, hi }: Interval): boolean {
  const at = approximate(place)
  return at !== null && at >= lo * (1 - 1e-14) && at <= hi * (1 + 1e-14)
}

function exactNumber({ n, d }: Rational): number | undefined {
  const isPowerOfTwo = (d & (d - 1n)) === 0n
  const fits = n < 2n ** 53n && n > -(2n ** 53n) && d <= 2n ** 60n
  return isPowerOfTwo && fits ? Number(n) / Number(d) : undefined
}
