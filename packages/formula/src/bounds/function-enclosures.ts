import { withDerivatives } from '../differentiate.js'
import type { Expansion } from '../expansion/expansion.js'
import { ExpansionEncloser, firstStart, variableAt } from '../expansion/expansion-encloser.js'
import { functionOf } from '../functions.js'
import type { Graph } from '../graph.js'
import { add, multiply, subtract } from '../interval/arithmetic.js'
import { Encloser } from '../interval/encloser.js'
import { type Enclosure, enclosure, type Interval, nothingKnown, point } from '../interval/interval.js'
import { divideDown, down, up } from '../interval/rounding.js'
import type { Truth } from '../interval/truth.js'
import { TaylorEncloser } from '../series/taylor-encloser.js'
import { taylorForm } from '../series/taylor-form.js'
import type { Segment } from './segments.js'

/** What is known of a function on an interval. */
export interface Behaviour {
  readonly range: Enclosure
  /** 1 or -1 if the function is continuous and monotone there, 0 if this is not known. */
  readonly direction: -1 | 0 | 1
  /** True if the function is proved to grow beyond all bounds. */
  readonly unbounded: boolean
  /** The limit at the end at infinity or at 0, where it is finite and known. */
  readonly limit?: Enclosure
}

/** The order of Taylor's theorem on a box. */
const order = 7
/** What an expansion or a Taylor polynomial costs, in plain enclosures, if it is of so many functions at most. */
const costOfSeries = 4
const usualFunctions = 6

/** Encloses one function of one variable (the first output of a graph) on points, intervals and tails. */
export class FunctionEnclosures {
  /** The graph of the function and its derivative; thresholds are to be looked for in it. */
  readonly graph: Graph
  /**
   * What the work of an expansion or a Taylor polynomial counts for, in plain enclosures. It grows faster than the time
   * where functions are nested deeply: there it gains less.
   */
  readonly costOfSeries: number
  readonly #name: string
  readonly #encloser: Encloser
  /** Made on first use, as the next. */
  #tails: ExpansionEncloser | undefined
  #taylor: { readonly atCentre: TaylorEncloser; readonly onBox: TaylorEncloser } | undefined
  readonly #value: number
  readonly #slope: number
  /** Nodes of the function where it may jump: selects and functions that jump at 0, with the node that decides. */
  readonly #jumps: readonly { readonly isSelect: boolean; readonly decider: number }[]

  constructor(graph: Graph, name: string, values: Readonly<Record<string, number>>) {
    this.graph = withDerivatives({ nodes: graph.nodes, outputs: [graph.outputs[0]] }, [name])
    this.#name = name
    const fixed: Record<string, Interval> = {}
    for (const [key, value] of Object.entries(values)) if (key !== name) fixed[key] = { lo: value, hi: value }
    this.#encloser = new Encloser(this.graph, fixed)
    ;[this.#value, this.#slope] = this.graph.outputs
    this.#jumps = jumpsBelow(this.graph, this.#value)
    const functions = this.graph.nodes.slice(0, this.#value + 1).filter(({ op }) => functionOf(op) !== undefined)
    this.costOfSeries = costOfSeries * Math.max(1, functions.length / usualFunctions) ** 2
  }

  /** The value at a point. */
  at(x: number): Enclosure {
    return this.#run(point(x), undefined)
  }

  /** Whether the function is proved to be continuous on [lo, hi]. */
  isContinuousOn(lo: number, hi: number): boolean {
    return this.#run(enclosure(lo, hi), undefined).defined && !this.#mayJumpOnBox()
  }

  /** The limit at an end of a part of a segment, from within: from the right if `fromRight`. */
  limit(segment: Segment, x: number, fromRight: boolean): Enclosure {
    const near = fromRight ? enclosure(x, up(x), true, true) : enclosure(down(x), x, true, true)
    const nearby = this.#run(near, segment.decided)
    const truths = this.#selectTruths()
    const value = this.#run(point(x), segment.decided)
    // sharper than nearby, unless another branch holds at the point itself
    const isLimit =
      value.defined && !this.#mayJumpOnBox() && this.#selectTruths().every((truth, k) => truth === truths[k])
    return isLimit ? value : nearby
  }

  /** The function on [lo, hi], part of a segment. */
  on(segment: Segment, lo: number, hi: number): Behaviour {
    // no segment has 0 inside, so the variable is not 0 but perhaps at an end, which counts as a limit
    const box = enclosure(lo, hi, true, true)
    const natural = this.#run(box, segment.decided, this.graph.nodes.length)
    const slope = this.#encloser.numbers[this.#slope]
    if (!natural.defined || !slope.defined || this.#mayJumpOnBox()) {
      return { range: natural, direction: 0, unbounded: false }
    }
    const direction = slope.lo >= 0 ? 1 : slope.hi <= 0 ? -1 : 0
    if (direction !== 0 || !Number.isFinite(slope.hi - slope.lo)) return { range: natural, direction, unbounded: false }
    return { range: this.#meanValueForm(segment, box, natural, slope), direction, unbounded: false }
  }

  /** The function on [lo, hi], part of a segment, by Taylor's theorem about the middle; sharp on narrow boxes. */
  byTaylor(segment: Segment, lo: number, hi: number): Behaviour {
    this.#taylor ??= {
      atCentre: new TaylorEncloser(this.graph, this.#encloser, order),
      onBox: new TaylorEncloser(this.graph, this.#encloser, order),
    }
    const { atCentre, onBox } = this.#taylor
    const centre = lo + (hi - lo) / 2
    atCentre.run(point(centre), segment.decided, this.#value)
    onBox.run(enclosure(lo, hi, true, true), segment.decided, this.#value)
    return taylorForm(atCentre.series[this.#value], onBox.series[this.#value], order, lo, centre, hi)
  }

  /** The function on r ≥ start ≥ 4, part of a segment. */
  onTail(segment: Segment, start: number): Behaviour {
    return this.#atEnd(segment, start, variableAt(Infinity, 1))
  }

  /** The function between 0 and `end`, |end| ≤ 1/4, part of a segment; 0 itself counts as a limit. */
  nextToZero(segment: Segment, end: number): Behaviour {
    return this.#atEnd(segment, divideDown(1, Math.abs(end)), variableAt(0, end > 0 ? 1 : -1))
  }

  #atEnd(segment: Segment, start: number, variable: Expansion): Behaviour {
    if (start < firstStart) return { range: nothingKnown, direction: 0, unbounded: false }
    this.#tails ??= new ExpansionEncloser(this.graph, this.#encloser)
    this.#tails.run(start, variable, segment.decided)
    const { tail, expansions, ranges, truths } = this.#tails
    const range = ranges[this.#value]
    const expansion = expansions[this.#value]
    const slope = tail.leading(expansions[this.#slope]).factor
    const continuous =
      range.defined && slope.defined && !this.#mayJump(truths, (id) => tail.leading(expansions[id]).factor)
    const limit = range.defined ? tail.limit(expansion) : undefined
    return {
      range,
      direction: !continuous ? 0 : slope.lo >= 0 ? 1 : slope.hi <= 0 ? -1 : 0,
      unbounded: range.defined && tail.isGrowing(expansion) && tail.leading(expansion).factor.lo > 0,
      ...(limit === undefined ? {} : { limit }),
    }
  }

  /** f(c) + f'(box) (box - c), cut with the natural enclosure. */
  #meanValueForm(segment: Segment, box: Enclosure, natural: Enclosure, slope: Enclosure): Enclosure {
    const centre = point(box.lo + (box.hi - box.lo) / 2)
    const value = this.#run({ ...centre, nonzero: true }, segment.decided)
    if (!value.defined) return natural
    const form = add(value, multiply(slope, subtract(box, centre)))
    return enclosure(Math.max(form.lo, natural.lo), Math.min(form.hi, natural.hi), true)
  }

  /** Encloses the value; nodes of the slope come after it and are left alone unless asked for. */
  #run(x: Enclosure, decided: ReadonlyMap<number, boolean> | undefined, last = this.#value): Enclosure {
    this.#encloser.run((name) => (name === this.#name ? x : nothingKnown), decided, last)
    return this.#encloser.numbers[this.#value]
  }

  #selectTruths(): Truth[] {
    return this.#jumps.flatMap(({ isSelect, decider }) => (isSelect ? [this.#encloser.truths[decider]] : []))
  }

  #mayJumpOnBox(): boolean {
    return this.#mayJump(this.#encloser.truths, (id) => this.#encloser.numbers[id])
  }

  #mayJump(truths: readonly Truth[], number: (id: number) => Enclosure): boolean {
    return this.#jumps.some(({ isSelect, decider }) => {
      if (isSelect) return truths[decider] === undefined
      const { lo, hi, nonzero } = number(decider)
      return !(lo > 0 || hi < 0 || (nonzero && (lo === 0 || hi === 0)))
    })
  }
}

function jumpsBelow(graph: Graph, output: number): { isSelect: boolean; decider: number }[] {
  const needed = new Set([output])
  for (let id = output; id >= 0; id--) if (needed.has(id)) for (const arg of graph.nodes[id].args) needed.add(arg)
  return [...needed].flatMap((id) => {
    const { op, args } = graph.nodes[id]
    const isSelect = op === 'select'
    return isSelect || functionOf(op)?.kink === 'jump' ? [{ isSelect, decider: args[0] }] : []
  })
}
