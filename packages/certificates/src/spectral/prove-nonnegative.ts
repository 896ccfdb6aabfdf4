import type { Place } from './cycle-polynomial.js'

/** Result of {@link proveNonnegative}. */
export interface Proof {
  readonly proved: boolean
  /** The place where the polynomial was found below the tolerance, if it was. */
  readonly counterexample: Place | null
}

/** sup|P| ≤ max over the nodes / cos(π/8), with room for the rounding of the nodes. */
const nodesPerDegree = 4
const overshoot = 1.1
const smallestInterval = 1e-12
const largestWork = 200_000

/**
 * Proves that a polynomial is ≥ −tolerance on all of [0, 1], by its values at finitely many places.
 *
 * With z = sin²(θ/2) a polynomial of degree n in z is a trigonometric polynomial f(θ) of degree n.
 * Its maximum modulus M is at most the largest |f| on 4n + 1 equidistant nodes over cos(π/8) (Ehlich, Zeller 1964,
 * by M. Riesz' inequality), and
 * |f''| ≤ n²M (Bernstein's inequality). Between two places at a distance w a function stays within max|f''|·w²/8 of its
 * chord: intervals are halved until that decides. Where the polynomial touches 0 the tolerance does.
 *
 * @param polynomial its values, to float64 precision
 */
export function proveNonnegative(polynomial: (place: Place) => number, degree: number, tolerance: number): Proof {
  const count = Math.max(2, Math.ceil((nodesPerDegree * degree) / 2))
  const width = Math.PI / 2 / count
  const halves = ([0, 1] as const).map((from) => {
    const angles = Array.from({ length: count + 1 }, (_, j) => j * width)
    return { from, angles, values: angles.map((angle) => polynomial(placeAt(angle, from))) }
  })
  let largest = 0
  for (const { from, angles, values } of halves) {
    for (const [j, value] of values.entries()) {
      if (!(value >= -tolerance)) return { proved: false, counterexample: placeAt(angles[j], from) }
      largest = Math.max(largest, Math.abs(value))
    }
  }
  const curvature = degree * degree * largest * overshoot
  let work = 0
  for (const { from, angles, values } of halves) {
    const open = values.slice(1).map((value, j) => [angles[j], values[j], angles[j + 1], value] as const)
    for (let interval = open.pop(); interval !== undefined; interval = open.pop()) {
      const [a, atA, b, atB] = interval
      const w = b - a + 1e-14 * b
      if (Math.min(atA, atB) - (curvature * w * w) / 8 >= -tolerance) continue
      if (b - a < smallestInterval || ++work > largestWork) return { proved: false, counterexample: null }
      const middle = (a + b) / 2
      const value = polynomial(placeAt(middle, from))
      if (!(value >= -tolerance)) return { proved: false, counterexample: placeAt(middle, from) }
      open.push([a, atA, middle, value], [middle, value, b, atB])
    }
  }
  return { proved: true, counterexample: null }
}

/**
 * Upper bounds of the moduli of several polynomials on [0, 1], at most half a per cent too large.
 *
 * @param degree the highest degree
 */
export function boundModuli(polynomials: (place: Place) => readonly number[], degree: number): number[] {
  const count = 8 * Math.max(1, degree)
  let largest: number[] = []
  for (const from of [0, 1] as const) {
    for (let j = 0; j <= count; j++) {
      const values = polynomials(placeAt((j * Math.PI) / 2 / count, from))
      largest = values.map((value, index) => Math.max(largest[index] ?? 0, Math.abs(value)))
    }
  }
  return largest.map((value) => value / Math.cos(Math.PI / 31))
}

function placeAt(angle: number, from: 0 | 1): Place {
  return { distance: Math.sin(angle / 2) ** 2, from }
}
