import type { Enclosure } from '../interval/interval.js'
import type { SearchedBound } from './bound.js'
import type { Behaviour, FunctionEnclosures } from './function-enclosures.js'
import type { Segment } from './segments.js'

interface Box {
  readonly segment: Segment
  readonly lo: number
  readonly hi: number
  /** No value in the box is greater. */
  readonly bound: number
}

/** Values this large count as growing without bound. */
const huge = 1e150
/** Tails start here at least: scaled intervals need r ≥ 1. */
const firstTail = 16
/** Each cut moves the start of a tail out by this factor. */
const tailGrowth = 8
/** Tails are also looked at this many times further out, where the limit at infinity shows. */
const farOut = 2 ** 20

/** Best-first branch and bound for the greatest value. */
export class Search {
  readonly #function: FunctionEnclosures
  readonly #tolerance: number
  /** Boxes that may hold a value above the best by more than the tolerance. */
  #open: Box[] = []
  /** The bound of all that is settled. */
  #settled = -Infinity
  #best = -Infinity
  #bestAt = Number.NaN
  #scale = 0
  #undefined = false
  /** Where the function is proved to grow without bound. */
  #unboundedAt: number | undefined

  constructor(enclosures: FunctionEnclosures, tolerance: number) {
    this.#function = enclosures
    this.#tolerance = tolerance
  }

  /** A point of the domain that is no segment's inside. */
  addPoint(x: number): void {
    this.#settle(x, this.#function.at(x))
  }

  /** An open piece of the domain. */
  addSegment(segment: Segment): void {
    const { lo, hi } = segment
    this.#add(segment, lo, hi)
  }

  /** Splits boxes until the best value is proved, or the budget is spent. */
  run(budget: number): SearchedBound {
    for (let step = 0; step < budget && this.#unboundedAt === undefined && this.#best < huge; step++) {
      const box = this.#takeGreatest()
      if (box === undefined) break
      const middle = cut(box)
      if (!(box.lo < middle && middle < box.hi)) {
        // nothing finer to look at
        this.#settled = Math.max(this.#settled, box.bound)
        continue
      }
      this.#add(box.segment, box.lo, middle, box.bound)
      this.#add(box.segment, middle, box.hi, box.bound)
    }
    return this.#result()
  }

  #result(): SearchedBound {
    if (this.#unboundedAt !== undefined)
      return { value: Infinity, lower: Infinity, at: this.#unboundedAt, certified: true }
    let value = Math.max(this.#settled, this.#best)
    for (const box of this.#open) value = Math.max(value, box.bound)
    const certified = !this.#undefined && value - this.#best <= this.#slack() && Number.isFinite(value)
    return { value, lower: this.#best, at: this.#bestAt, certified }
  }

  #slack(): number {
    return this.#tolerance * Math.max(Math.abs(this.#best), 1e-3 * this.#scale)
  }

  /** The open box with the greatest bound, if it matters. */
  #takeGreatest(): Box | undefined {
    let index = -1
    for (let k = 0; k < this.#open.length; k++) {
      if (index < 0 || this.#open[k].bound > this.#open[index].bound) index = k
    }
    if (index < 0 || this.#open[index].bound <= this.#best + this.#slack()) return undefined
    const box = this.#open[index]
    const last = this.#open.pop() as Box
    if (last !== box) this.#open[index] = last
    return box
  }

  /** @param inherited a bound known from a larger box */
  #add(segment: Segment, lo: number, hi: number, inherited = Infinity): void {
    if (hi === Infinity && lo < firstTail) {
      const start = Math.max(firstTail, tailGrowth * lo)
      this.#add(segment, lo, start, inherited)
      this.#add(segment, start, hi, inherited)
      return
    }
    let bound = inherited
    for (const look of this.#looks(segment, lo, hi)) {
      const behaviour = look()
      if (behaviour.unbounded) this.#unboundedAt = hi === Infinity ? hi : 0
      if (this.#settleMonotone(segment, lo, hi, behaviour)) return
      if (behaviour.range.defined) bound = Math.min(bound, behaviour.range.hi)
    }
    for (const x of hi === Infinity ? [lo * tailGrowth, lo * farOut] : [lo + (hi - lo) / 2]) this.#probe(x)
    this.#open.push({ segment, lo, hi, bound })
  }

  /** The ways to enclose the function on a box, the cheapest first. */
  #looks(segment: Segment, lo: number, hi: number): (() => Behaviour)[] {
    if (hi === Infinity) return [() => this.#function.onTail(segment, lo)]
    const looks = [() => this.#function.on(segment, lo, hi)]
    const end = lo === 0 ? hi : hi === 0 ? lo : undefined
    if (end !== undefined && Math.abs(end) <= 1) looks.push(() => this.#function.nextToZero(segment, end))
    return looks
  }

  /** A monotone function has its supremum at an end. */
  #settleMonotone(segment: Segment, lo: number, hi: number, { direction }: Behaviour): boolean {
    const end = direction < 0 ? lo : hi
    if (direction === 0 || end === Infinity) return false
    const value = this.#function.limit(segment, end, direction < 0)
    if (!value.defined || !Number.isFinite(value.hi)) return false
    this.#settle(end, value)
    return true
  }

  /** Looks at one point, for a better value. */
  #probe(x: number): void {
    const value = this.#function.at(x)
    if (value.defined) this.#improve(x, value)
  }

  #settle(x: number, value: Enclosure): void {
    if (!value.defined) this.#undefined = true
    this.#settled = Math.max(this.#settled, value.hi)
    if (value.defined) this.#improve(x, value)
  }

  #improve(x: number, value: Enclosure): void {
    if (Number.isFinite(value.lo)) this.#scale = Math.max(this.#scale, Math.abs(value.lo))
    if (value.lo <= this.#best) return
    this.#best = value.lo
    this.#bestAt = x
  }
}

/** Where a box is cut: in the middle; in the geometric middle if it spans magnitudes. */
function cut({ lo, hi }: Box): number {
  if (hi === Infinity) return lo < huge ? lo * tailGrowth : lo
  if (lo > 0 && hi / lo > 16) return Math.sqrt(lo) * Math.sqrt(hi)
  if (hi < 0 && lo / hi > 16) return -Math.sqrt(-lo) * Math.sqrt(-hi)
  return lo + (hi - lo) / 2
}
