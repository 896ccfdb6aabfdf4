import type { Enclosure } from '../interval/interval.js'
import type { SearchedBound } from './bound.js'
import type { Behaviour } from './function-enclosures.js'
import { limitOf, type Part } from './parts.js'

interface Box {
  readonly part: Part
  readonly lo: number
  readonly hi: number
  /** No value in the box is greater. */
  readonly bound: number
}

/** A way to enclose the function on a box. */
interface Look {
  readonly costs: number
  look(): Behaviour
}

/** Values this large count as growing without bound. */
const huge = 1e150
/** Tails start here at least. */
const firstTail = 16
/** Each cut moves the start of a tail out by this factor. */
const tailGrowth = 8
/** Boxes from 0 to no more than this are looked at by expansions at 0. */
const nextToZero = 1 / 4
/** Relative to where a box is: the width from which on Taylor's theorem is of use. */
const narrow = 0.7
/** The relative tolerance of the last digits, and what they may cost. */
const sharpest = 2 ** -52
const budgetOfLastDigits = 200
/** Tails are also looked at this many times further out, where the limit at infinity shows. */
const farOut = 2 ** 20

/** Best-first branch and bound for the greatest value. */
export class Search {
  #tolerance: number
  /** What was looked at, in plain enclosures of a box. */
  #work = 0
  /** Boxes that may hold a value above the best by more than the tolerance. */
  #open: Box[] = []
  /** The bound of all that is settled. */
  #settled = -Infinity
  #best = -Infinity
  #bestAt = Number.NaN
  /** Whether the best value is one at an end of a part, or a limit. */
  #bestIsAnEnd = false
  #scale = 0
  #undefined = false
  /** Where the function is proved to grow without bound. */
  #unboundedAt: number | undefined

  constructor(tolerance: number) {
    this.#tolerance = tolerance
  }

  /** The value at a point of the domain that is no part's inside. */
  addValue(x: number, value: Enclosure): void {
    this.#settle(x, value)
  }

  /** An open piece of the domain. */
  addPart(part: Part): void {
    this.#add(part, part.lo, part.hi)
  }

  /** Splits boxes until the best value is proved, or the budget is spent; then a little more, for the last digits. */
  run(budget: number): SearchedBound {
    this.#split(budget)
    const bound = this.#result()
    // beside a flat extremum within a part the last digits would cost too much
    if (!bound.certified || bound.value === bound.lower || !this.#bestIsAnEnd) return bound
    this.#tolerance = sharpest
    this.#split(this.#work + budgetOfLastDigits)
    const { value, lower, at } = this.#result()
    return { value, lower, at, certified: true }
  }

  #split(budget: number): void {
    while (this.#work < budget && this.#unboundedAt === undefined && this.#best < huge) {
      const box = this.#takeGreatest()
      if (box === undefined) break
      const middle = cut(box)
      if (!(box.lo < middle && middle < box.hi)) {
        // nothing finer to look at
        this.#settled = Math.max(this.#settled, box.bound)
        continue
      }
      this.#add(box.part, box.lo, middle, box.bound)
      this.#add(box.part, middle, box.hi, box.bound)
    }
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
  #add(part: Part, lo: number, hi: number, inherited = Infinity): void {
    if (hi === Infinity && lo < firstTail) {
      const start = Math.max(firstTail, tailGrowth * lo)
      this.#add(part, lo, start, inherited)
      this.#add(part, start, hi, inherited)
      return
    }
    let bound = inherited
    for (const x of hi === Infinity ? [lo * tailGrowth, lo * farOut] : [lo + (hi - lo) / 2]) this.#probe(part, x)
    for (const { look, costs } of this.#looks(part, lo, hi)) {
      const behaviour = look()
      this.#work += costs
      const { range, limit, unbounded } = behaviour
      if (unbounded) this.#unboundedAt = hi === Infinity ? hi : 0
      if (limit !== undefined) this.#improve(hi === Infinity ? hi : 0, limit, true)
      if (this.#settleMonotone(part, lo, hi, behaviour)) return
      if (range.defined) bound = Math.min(bound, range.hi)
      if (bound <= this.#best) break
    }
    this.#open.push({ part, lo, hi, bound })
  }

  /** The ways to enclose the function on a box, the cheapest first. */
  #looks(part: Part, lo: number, hi: number): Look[] {
    const { enclosures } = part
    const { costOfSeries: costs } = enclosures
    if (hi === Infinity) return [{ costs, look: () => enclosures.onTail(part, lo) }]
    const looks: Look[] = [{ costs: 1, look: () => enclosures.on(part, lo, hi) }]
    const end = lo === 0 ? hi : hi === 0 ? lo : undefined
    if (end !== undefined && Math.abs(end) <= nextToZero) {
      looks.push({ costs, look: () => enclosures.nextToZero(part, end) })
    } else if (hi - lo < narrow * Math.max(Math.abs(lo), Math.abs(hi))) {
      looks.push({ costs, look: () => enclosures.byTaylor(part, lo, hi) })
    }
    return looks
  }

  /** A monotone function has its supremum at an end. */
  #settleMonotone(part: Part, lo: number, hi: number, { direction, limit }: Behaviour): boolean {
    const end = direction < 0 ? lo : hi
    if (direction === 0 || (end === Infinity && limit === undefined)) return false
    const value = this.#limitAt(part, end, direction < 0, limit)
    if (!value.defined || !Number.isFinite(value.hi)) return false
    this.#settle(end, value)
    return true
  }

  /** @param known the limit at 0 or at infinity */
  #limitAt(part: Part, end: number, fromRight: boolean, known: Enclosure | undefined): Enclosure {
    if (known !== undefined && (end === 0 || end === Infinity)) return known
    const exact = end === part.lo || end === part.hi ? limitOf(part, end) : undefined
    return exact ?? part.enclosures.limit(part, end, fromRight)
  }

  /** Looks at one point, for a better value. */
  #probe(part: Part, x: number): void {
    const value = part.enclosures.at(x)
    if (value.defined) this.#improve(x, value, false)
  }

  #settle(x: number, value: Enclosure): void {
    if (!value.defined) this.#undefined = true
    this.#settled = Math.max(this.#settled, value.hi)
    if (value.defined) this.#improve(x, value, true)
  }

  #improve(x: number, value: Enclosure, isEnd: boolean): void {
    if (Number.isFinite(value.lo)) this.#scale = Math.max(this.#scale, Math.abs(value.lo))
    if (isEnd && value.lo >= this.#best) this.#bestIsAnEnd = true
    if (!(value.lo > this.#best)) return
    this.#best = value.lo
    this.#bestIsAnEnd = isEnd
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
