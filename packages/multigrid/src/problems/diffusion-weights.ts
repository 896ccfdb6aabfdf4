import type { Placement } from '../grid/grid.js'
import type { Level } from '../problem/problem.js'
import type { Tap } from '../problem/trace-taps.js'

/**
 * The numbers of −∇·(D∇x) + r x on one grid, tap by tap, from the fields a, b, c and r of `stationaryDiffusion`:
 * `[taps, height, width]`.
 */
export function diffusionWeights(
  { grid, numbers }: Pick<Level, 'grid' | 'numbers'>,
  taps: readonly Tap[],
  placement: Placement,
): Float64Array {
  const { height, width, spacing } = grid
  const pixels = height * width
  const { a, b, c, r } = numbers
  const weights = new Float64Array(taps.length * pixels)
  const centre = taps.findIndex(([dy, dx]) => dy === 0 && dx === 0)
  const isInside = (y: number, x: number): boolean => y >= 0 && y < height && x >= 0 && x < width
  /** The unknown at (y, x), or the one at the boundary nearest to it. */
  const near = (y: number, x: number): number =>
    Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)
  const couplingOf = (y: number, x: number, [dy, dx]: Tap): number => {
    const [own, other] = [y * width + x, near(y + dy, x + dx)]
    if (dy === 0) return harmonic(a![own]!, a![other]!) / spacing.x ** 2
    if (dx === 0) return harmonic(c![own]!, c![other]!) / spacing.y ** 2
    const cell = [own, near(y, x + dx), near(y + dy, x), other]
    return (dy * dx * mixed(cell, a!, b!, c!)) / (2 * spacing.x * spacing.y)
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const own = y * width + x
      let sum = r![own]!
      for (const [index, tap] of taps.entries()) {
        if (index === centre) continue
        const isReached = isInside(y + tap[0], x + tap[1])
        if (!isReached && placement === 'cells') continue
        const coupling = couplingOf(y, x, tap)
        sum += coupling
        if (isReached) weights[index * pixels + own] = -coupling
      }
      weights[centre * pixels + own] = sum
    }
  }
  return weights
}

function harmonic(p: number, q: number): number {
  return (2 * p * q) / (p + q)
}

/** b of the cell between four unknowns: never more than √(ac) with their harmonic means. */
function mixed(cell: readonly number[], a: ArrayLike<number>, b: ArrayLike<number>, c: ArrayLike<number>): number {
  let [ratio, inverseA, inverseC] = [0, 0, 0]
  for (const k of cell) {
    ratio += b[k]! / Math.sqrt(a[k]! * c[k]!) / 4
    inverseA += 1 / a[k]! / 4
    inverseC += 1 / c[k]! / 4
  }
  return ratio / Math.sqrt(inverseA * inverseC)
}
