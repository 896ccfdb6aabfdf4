import { type Arithmetic, evaluate, type Graph, RoundedEncloser } from '@numeural/formula'

/** What computed values are held to. */
export interface GainLimit {
  /** Whether the graph is Φ, compared with gMax·r; else it is g, compared with gMax. */
  readonly isFlux: boolean
  readonly gMax: number
  readonly type: Arithmetic
}

/** What was found of computed values on a half-line. */
export interface Gain {
  /** No computed value is beyond gMax·(1 + excess), or has the other sign by more. */
  readonly excess: number
  /** Distance of computed and real values in proportion to gMax. */
  readonly error: number
  /** Up to this magnitude of r. */
  readonly range: number
  /** What could not be proved; null if nothing. */
  readonly fault: Fault | null
}

/** Where computed values may be wrong. */
export interface Fault {
  readonly r: number
  readonly kind: 'no-number' | 'too-large'
}

/** Below this magnitude of r only an absolute bound is asked for: 4e-37, where float32 begins to lose digits. */
export const smallestDifference = 2 ** -121
/** A range that no differences of images and signals leave. */
const usualRange = 2 ** 20

/** Smallest length of several channels but 0. */
const smallestLength = 2 ** -52

const boxes: readonly (readonly [number, number])[] = [
  [smallestDifference, 2 ** -60],
  [2 ** -60, 2 ** -20],
  [2 ** -20, 2 ** -6],
  [2 ** -6, 2 ** 6],
  [2 ** 6, usualRange],
]
const beyond: readonly number[] = [2 ** 40, 2 ** 64, 2 ** 120]
const budget = 3000

/** Errors that are mere rounding, and the largest that are taken, in units of the arithmetic. */
const usualUnits = 32
const mostUnits = 512
/** So often cutting may change little before a larger excess is taken. */
const patience = 3

/**
 * Proves that the numbers that a backend computes for Φ(r) are in the sector between 0 and gMax·r up to rounding, for
 * every r > 0 of a range: on each box the error is small in proportion to gMax·r, or all computed values are
 * in the sector. Boxes are halved until one of the two is seen.
 */
export function searchGain(graph: Graph, values: Readonly<Record<string, number>>, limit: GainLimit): Gain {
  const [origin] = evaluate(graph, { ...values, r: 0 })
  const fits = limit.isFlux ? origin === 0 : Math.abs(origin) <= limit.gMax * (1 + mostUnits * limit.type.unit)
  if (!fits)
    return { excess: 0, error: 0, range: 0, fault: { r: 0, kind: Number.isNaN(origin) ? 'no-number' : 'too-large' } }
  const encloser = new RoundedEncloser(graph, 'r', values, limit.type)
  const search = new Search(encloser, limit)
  // Lengths of several channels, of which g is taken, are 0 or far larger.
  const tiny = limit.isFlux ? search.tiny() : null
  if (tiny !== null) return { excess: 0, error: 0, range: 0, fault: tiny }
  for (const [lo, hi] of limit.isFlux ? boxes : [[smallestLength, 2 ** -20] as const, ...boxes.slice(2)]) {
    const fault = search.run(lo, hi, budget, true)
    if (fault !== null) return { ...search.found, range: lo, fault }
  }
  let range = usualRange
  let found = search.found
  for (const end of beyond) {
    if (search.run(range, Math.min(end, limit.type.largest), 200, false) !== null) break
    found = search.found
    range = end
  }
  return { ...found, range, fault: null }
}

interface Box {
  readonly lo: number
  readonly hi: number
  /** The excess of the box that it is a part of. */
  readonly before: number
  /** How often in a row cutting changed little. */
  readonly stuck: number
}

class Search {
  #excess = 0
  #error = 0

  constructor(
    readonly encloser: RoundedEncloser,
    readonly limit: GainLimit,
  ) {}

  get found(): { readonly excess: number; readonly error: number } {
    return { excess: this.#excess, error: this.#error }
  }

  /** What is wrong next to 0. */
  tiny(): Fault | null {
    const { gMax, type } = this.limit
    const most = 2 * smallestDifference * gMax
    const least = type.name === 'float32' ? 2 ** -149 : Number.MIN_VALUE
    const value = this.encloser.on({ lo: least, hi: smallestDifference })
    if (value.mayBeNaN) return { r: 0, kind: 'no-number' }
    return value.lo >= -most && value.hi <= most ? null : { r: 0, kind: 'too-large' }
  }

  /** @param exact whether errors are looked at more closely where they are large but values are in the sector */
  run(from: number, to: number, steps: number, exact: boolean): Fault | null {
    const { unit } = this.limit.type
    const open: Box[] = [{ lo: from, hi: to, before: Number.POSITIVE_INFINITY, stuck: 0 }]
    for (let step = 0; step < steps; step++) {
      const box = open.pop()
      if (box === undefined) return null
      const { lo, hi, before } = box
      const value = this.encloser.on(box)
      const { excess, error } = this.#judge(value, lo)
      const ratio = hi / lo
      // Cutting that changes little does not pay.
      const stuck = excess > 0.7 * before ? box.stuck + 1 : 0
      const isSmall =
        excess <= usualUnits * unit || (excess <= mostUnits * unit && stuck >= patience && value.isDecided)
      if (isSmall && (!exact || error <= usualUnits * unit || ratio < 1.1)) {
        this.#excess = Math.max(this.#excess, excess)
        if (exact) this.#error = Math.max(this.#error, error)
        continue
      }
      const middle = ratio > 2 ? Math.sqrt(lo) * Math.sqrt(hi) : lo + (hi - lo) / 2
      if (!(lo < middle && middle < hi) || ratio < 1 + 4 * unit) {
        if (excess <= mostUnits * unit) {
          this.#excess = Math.max(this.#excess, excess)
          continue
        }
        return { r: lo, kind: value.mayBeNaN ? 'no-number' : 'too-large' }
      }
      open.push({ lo: middle, hi, before: excess, stuck }, { lo, hi: middle, before: excess, stuck })
    }
    return { r: open.pop()?.lo ?? to, kind: 'too-large' }
  }

  #judge(value: ReturnType<RoundedEncloser['on']>, r: number) {
    const { isFlux, gMax } = this.limit
    if (value.mayBeNaN) return { excess: Number.POSITIVE_INFINITY, error: Number.POSITIVE_INFINITY }
    const size = isFlux ? gMax * r : gMax
    const { error: distance, relative } = value
    const { lo, hi } = isFlux ? value.proportion : value
    // |Φ| ≤ gMax·r, so that a relative error is one in proportion to gMax·r too.
    const error = distance === 0 ? 0 : Math.min(size > 0 ? distance / size : Number.POSITIVE_INFINITY, relative)
    const beyond = Math.max(hi - gMax, -lo, 0)
    const outside = beyond === 0 ? 0 : beyond / gMax
    return { excess: Math.min(error, outside), error }
  }
}
