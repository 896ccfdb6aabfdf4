import { type Enclosure, enclosure } from './interval.js'
import { widenDown, widenUp } from './rounding.js'

/** An increasing library function with values in [least, greatest], exact at one point. */
export function increasing(
  f: (x: number) => number,
  exactAt: number,
  least = -Infinity,
  greatest = Infinity,
): (a: Enclosure) => Enclosure {
  const exact = f(exactAt)
  const lower = (x: number): number =>
    x === exactAt ? exact : Math.max(least, x > exactAt ? Math.max(exact, widenDown(f(x))) : widenDown(f(x)))
  const upper = (x: number): number =>
    x === exactAt ? exact : Math.min(greatest, x < exactAt ? Math.min(exact, widenUp(f(x))) : widenUp(f(x)))
  return (a) => enclosure(lower(a.lo), upper(a.hi), a.defined, exact === 0 && a.nonzero)
}
