import { approximate } from '../exact/approximate.js'
import { differenceOf, type Exact, evaluateExactly, variable } from '../exact/evaluate-exactly.js'
import { atomPolynomial, keyOf, numberPolynomial, type Polynomial, subtractPolynomials } from '../exact/polynomial.js'
import { positiveRoots } from '../exact/positive-roots.js'
import { signAt, signBeside } from '../exact/sign-beside.js'
import { type Graph, isComparison, nodeAt } from '../graph.js'
import type { Interval } from '../interval/interval.js'
import { down, up } from '../interval/rounding.js'
import { onPositive } from '../on-positive.js'
import { FunctionEnclosures } from './function-enclosures.js'
import { intervalsOfChange } from './switches.js'

/** Where a function jumps, and whether downwards. */
export interface Jump {
  readonly at: number
  readonly falls: boolean
}

/** What is known of the jumps of a function on (0, ∞). */
export interface Jumps {
  readonly found: readonly Jump[]
  /** True if it is proved that there are no others. */
  readonly complete: boolean
}

/** One-sided limits that are apart by less may be so by the rounding of a place or a constant. */
const sure = 1e-12

/** No continuous function that is met here changes by more across an interval of relative width 1e-13. */
const steep = 1e-6

/**
 * The jumps of a graph's one output over r > 0. It can jump only where a condition or a sign changes.
 * Where these are linear or quadratic in r, as |r| ≤ λ, the place is known exactly;
 * there the two branches are compared in exact arithmetic, numbers being what is written in decimals, and,
 * where that is not enough, by enclosures of the limits.
 * What is neither proved to be continuous nor to jump leaves `complete` false.
 *
 * @param name the input that varies
 * @param values a number for every other input
 * @param atZero whether the limit at 0 has to be 0, and is a jump otherwise
 */
export function jumpsOf(
  graph: Graph,
  name: string,
  values: Readonly<Record<string, number>>,
  { atZero = false }: { readonly atZero?: boolean } = {},
): Jumps {
  const sides = new Sides(graph, name, values)
  const places = new Map<string, Polynomial>()
  const unresolved: number[] = []
  for (const id of sides.switches) {
    const difference = sides.difference(id)
    const roots = difference === null ? null : difference.size === 0 ? [] : positiveRoots(difference)
    if (roots === null) unresolved.push(id)
    else for (const root of roots) places.set(keyOf(root), root)
  }
  const verdicts = [...places.values()].map((place) => sides.compare(place))
  if (atZero) verdicts.push(sides.startAtZero())
  // What is seen from outside may hide others inside.
  for (const interval of intervalsOfChange(sides.graph, name, values, unresolved))
    verdicts.push(sides.across(interval), 'unknown')
  return {
    found: verdicts.filter((verdict) => typeof verdict === 'object').sort((a, b) => a.at - b.at),
    complete: !verdicts.includes('unknown'),
  }
}

type Verdict = Jump | 'continuous' | 'unknown'

/** A function seen from both sides of a place. */
class Sides {
  /** The function's graph, with its derivative. */
  readonly graph: Graph
  /** Nodes of comparisons and signs that its value depends on. */
  readonly switches: readonly number[]
  readonly #enclosures: FunctionEnclosures
  readonly #output: number
  readonly #inputs: (place: Polynomial) => (input: string) => Polynomial | null
  /** All nodes with the variable left open. */
  readonly #open: readonly Exact[]

  constructor(graph: Graph, name: string, values: Readonly<Record<string, number>>) {
    this.#enclosures = new FunctionEnclosures(onPositive(graph, name), name, values)
    this.graph = this.#enclosures.graph
    this.#output = this.graph.outputs[0] ?? 0
    this.#inputs = (place) => (input) => (input === name ? place : numberPolynomial(values[input] ?? Number.NaN))
    this.#open = evaluateExactly(this.graph, this.#inputs(atomPolynomial(variable)), () => undefined)
    this.switches = switchesBelow(this.graph, this.#output)
  }

  /** What changes the sign of a switch, as a polynomial in the variable; null if it is none. */
  difference(id: number): Polynomial | null {
    return differenceOf(nodeAt(this.graph, id), this.#open)
  }

  /** What happens at a place. */
  compare(place: Polynomial): Verdict {
    const at = approximate(place)
    if (at === null) return 'unknown'
    const [left, right] = ([-1, 1] as const).map((side) => this.#valueBeside(place, side))
    const alone = this.#aloneAt(place, at, left ?? null, right ?? null)
    const across = this.#across(place, at, left ?? null, right ?? null)
    if (alone === 'unknown' || across === 'unknown') return 'unknown'
    if (alone === 'continuous' || across === 'continuous') return alone === 'continuous' ? across : alone
    return { at, falls: alone.falls || across.falls }
  }

  /** Whether the value at a place is another one than those beside it. */
  #aloneAt(place: Polynomial, at: number, left: Polynomial | null, right: Polynomial | null): Verdict {
    const here = this.#decided(place, 0)
    const isOn = (side: -1 | 1): boolean => {
      const beside = this.#decided(place, side)
      return beside.size === here.size && [...here].every(([id, truth]) => beside.get(id) === truth)
    }
    const hasSign = this.switches.some((id) => nodeAt(this.graph, id).op === 'sign' && this.#sign(id, place, 0) === 0)
    if (!hasSign && (isOn(-1) || isOn(1))) return 'continuous'
    const value = this.#valueBeside(place, 0)
    if (value === null || left === null || right === null) return 'unknown'
    if ([left, right].some((side) => keyOf(side) === keyOf(value))) return 'continuous'
    const steps = [[left, value] as const, [value, right] as const].map(([from, to]) => {
      const difference = subtractPolynomials(to, from)
      return difference === null ? null : stepBetween(from, to, difference)
    })
    if (steps.every((step) => step === null)) return 'unknown'
    return { at, falls: steps.some((step) => step !== null && step < 0) }
  }

  /** Whether the limits on both sides of a place are equal. */
  #across(place: Polynomial, at: number, left: Polynomial | null, right: Polynomial | null): Verdict {
    const difference = left && right ? subtractPolynomials(right, left) : null
    if (difference !== null && difference.size === 0) return 'continuous'
    const step = difference && left && right ? stepBetween(left, right, difference) : null
    if (step !== null) return { at, falls: step < 0 }
    const before = this.#enclosures.limit({ lo: 0, hi: at, decided: this.#decided(place, -1) }, at, false)
    const after = this.#enclosures.limit({ lo: at, hi: Infinity, decided: this.#decided(place, 1) }, at, true)
    if (!before.defined || !after.defined) return 'unknown'
    if (before.lo === before.hi && after.lo === after.hi && before.lo === after.lo) return 'continuous'
    const margin = sure * Math.max(...[before.lo, before.hi, after.lo, after.hi].map(Math.abs))
    if (after.lo - before.hi > margin) return { at, falls: false }
    return before.lo - after.hi > margin ? { at, falls: true } : 'unknown'
  }

  /** What is seen from outside of an interval that holds a place which is not known exactly. */
  across({ lo, hi }: Interval): Verdict {
    if (!(lo > 0 && hi < Number.POSITIVE_INFINITY)) return 'unknown'
    const [before, after] = [this.#enclosures.at(down(lo)), this.#enclosures.at(up(hi))]
    if (!before.defined || !after.defined) return 'unknown'
    const margin = steep * (Math.max(Math.abs(before.hi), Math.abs(after.hi)) + hi)
    if (after.lo - before.hi > margin) return { at: hi, falls: false }
    return before.lo - after.hi > margin ? { at: hi, falls: true } : 'unknown'
  }

  /** Whether the function starts at 0. */
  startAtZero(): Verdict {
    const segment = { lo: 0, hi: 1, decided: this.#decided(new Map(), 1) }
    const { lo, hi, defined } = this.#enclosures.limit(segment, 0, true)
    if (!defined) return 'unknown'
    if (lo > 0 || hi < 0) return { at: 0, falls: hi < 0 }
    return lo === hi ? 'continuous' : 'unknown'
  }

  #valueBeside(place: Polynomial, side: -1 | 0 | 1): Polynomial | null {
    const value = evaluateExactly(this.graph, this.#inputs(place), (id) => this.#sign(id, place, side))[this.#output]
    return value === undefined || typeof value === 'boolean' ? null : value
  }

  /** The sign of a switch beside a place; undefined leaves it to the numbers there. */
  #sign(id: number, place: Polynomial, side: -1 | 0 | 1): -1 | 0 | 1 | null | undefined {
    const difference = this.difference(id)
    if (difference === null) return undefined
    return side === 0 ? signAt(difference, place) : signBeside(difference, place, side)
  }

  /** The truths beside a place, or at it, by node. */
  #decided(place: Polynomial, side: -1 | 0 | 1): Map<number, boolean> {
    const values = evaluateExactly(this.graph, this.#inputs(place), (id) => this.#sign(id, place, side) ?? null)
    const truths = [...values.entries()].filter((entry): entry is [number, boolean] => typeof entry[1] === 'boolean')
    return new Map(truths)
  }
}

/** The size of a jump that is more than the rounding of constants; null if it is not known, or less. */
function stepBetween(left: Polynomial, right: Polynomial, difference: Polynomial): number | null {
  const [before, after, step] = [left, right, difference].map(approximate)
  if (before == null || after == null || step == null) return null
  return Math.abs(step) > sure * (Math.abs(before) + Math.abs(after)) ? step : null
}

function switchesBelow(graph: Graph, output: number): number[] {
  const needed = new Set([output])
  for (let id = output; id >= 0; id--) if (needed.has(id)) for (const arg of nodeAt(graph, id).args) needed.add(arg)
  return [...needed].filter((id) => {
    const { op } = nodeAt(graph, id)
    return op === 'sign' || isComparison(op)
  })
}
