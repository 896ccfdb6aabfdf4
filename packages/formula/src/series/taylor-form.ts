import { add, multiply } from '../interval/arithmetic.js'
import { type Enclosure, enclosure, nothingKnown, point } from '../interval/interval.js'
import { addUp, divideUp, multiplyDown, multiplyUp, up } from '../interval/rounding.js'
import type { Series } from './taylor-encloser.js'

/** What Taylor's theorem says of a function on [lo, hi]. */
export interface TaylorForm {
  readonly range: Enclosure
  /** 1 or -1 if the function is monotone there, 0 if this is not known. */
  readonly direction: -1 | 0 | 1
  readonly unbounded: false
}

/**
 * Σ cₖ hᵏ + Fₙ hⁿ with the coefficients c at the centre and Fₙ on the whole interval, and its derivative.
 * Linear and quadratic part are bounded together, so that a maximum within is met to third order.
 */
export function taylorForm(
  atCentre: Series,
  onBox: Series,
  order: number,
  lo: number,
  centre: number,
  hi: number,
): TaylorForm {
  const coefficients = Array.from({ length: order + 1 }, (_, k) => (k < order ? atCentre[k] : onBox[k]) ?? point(0))
  const isSmooth = coefficients.every(({ defined, lo, hi }) => defined && Number.isFinite(hi - lo))
  if (!isSmooth) return { range: nothingKnown, direction: 0, unbounded: false }
  const radius = up(Math.max(hi - centre, centre - lo))
  const distance = enclosure(-radius, radius)
  let [range, slope] = [point(0), point(0)]
  for (let k = order; k > 2; k--) range = multiply(add(coefficients[k], range), distance)
  range = multiply(range, enclosure(0, multiplyUp(radius, radius)))
  for (let k = order; k > 0; k--) {
    slope = add(multiply(point(k), coefficients[k]), multiply(slope, distance))
  }
  const [value, linear, quadratic] = coefficients
  const most = largestQuadratic(linear, quadratic.hi, radius)
  const least = -largestQuadratic(linear, -quadratic.lo, radius)
  return {
    range: add(value, add(enclosure(least, most), range)),
    direction: slope.lo >= 0 ? 1 : slope.hi <= 0 ? -1 : 0,
    unbounded: false,
  }
}

/** max of b h + c h² over |h| ≤ radius and b in an interval, rounded up. */
function largestQuadratic({ lo, hi }: Enclosure, c: number, radius: number): number {
  const b = Math.max(Math.abs(lo), Math.abs(hi))
  // a parabola that opens downwards has its top at b/(−2c); 1e-12 is more than rounding, and the top is no less
  const hasTopWithin = c < 0 && b < -2 * c * radius * (1 + 1e-12)
  if (hasTopWithin) return divideUp(multiplyUp(b, b), -4 * c)
  return addUp(multiplyUp(b, radius), multiplyUp(c, c < 0 ? multiplyDown(radius, radius) : multiplyUp(radius, radius)))
}
