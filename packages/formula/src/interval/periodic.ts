import { type Enclosure, enclosure } from './interval.js'
import { widenDown, widenUp } from './rounding.js'

/** Beyond this, multiples of π are not told apart well enough. */
export const largestAngle = 2 ** 30

/** Whether an interval may hold a number `offset + k * period`; when in doubt, yes. */
export function mayHold(a: Enclosure, offset: number, period: number): boolean {
  const first = Math.ceil((a.lo - offset) / period - 1e-6)
  return offset + first * period <= a.hi + 1e-6 * period
}

/** A function that swings between −1 and 1 with period 2π and is 1 at `crest`. */
export function wave(a: Enclosure, f: (x: number) => number, crest: number): Enclosure {
  const unknown = !(Math.max(-a.lo, a.hi) < largestAngle)
  const ends = unknown ? [0] : [f(a.lo), f(a.hi)]
  const hi = unknown || mayHold(a, crest, 2 * Math.PI) ? 1 : Math.min(1, widenUp(Math.max(...ends)))
  const lo = unknown || mayHold(a, crest + Math.PI, 2 * Math.PI) ? -1 : Math.max(-1, widenDown(Math.min(...ends)))
  return enclosure(lo, hi, a.defined)
}

/** The sine. */
export function sineOf(a: Enclosure): Enclosure {
  return a.lo === 0 && a.hi === 0 ? a : wave(a, Math.sin, Math.PI / 2)
}
