import { type Stencil, weightsOf } from '../problem/stencil.js'

/** What in a linear operator decides which multigrid suits it. */
export interface StencilCharacter {
  /** By how much couplings along x are stronger than those along y, in most places: below 1 where they are weaker. */
  readonly anisotropy: number
  /** The part of the unknowns whose couplings along one axis are more than five times those along the other. */
  readonly anisotropicPart: number
  /** The diagonal's 95th percentile divided by its 5th. */
  readonly contrast: number
  /** The part that diagonal neighbours have of the couplings. */
  readonly diagonalPart: number
  readonly isSymmetric: boolean
}

/** From this ratio on an axis counts as the stronger one. */
const clearly = 5

export function characterOf(stencil: Stencil): StencilCharacter {
  const { channels, height, width, radius } = stencil
  const size = channels * height * width
  const weight = (dy: number, dx: number): Float64Array => weightsOf(stencil, dy, dx)
  const [west, east, north, south] = [weight(0, -1), weight(0, 1), weight(-1, 0), weight(1, 0)]
  const corners = [weight(-1, -1), weight(-1, 1), weight(1, -1), weight(1, 1)]
  const ratios: number[] = []
  let [straight, diagonal] = [0, 0]
  for (let k = 0; k < size; k++) {
    const x = Math.abs(west[k]!) + Math.abs(east[k]!)
    const y = Math.abs(north[k]!) + Math.abs(south[k]!)
    if (x > 0 && y > 0) ratios.push(x / y)
    straight += x + y
    for (const corner of corners) diagonal += Math.abs(corner[k]!)
  }
  const own = weight(0, 0).map(Math.abs).sort()
  return {
    anisotropy: quantile(Float64Array.from(ratios).sort(), 0.5),
    anisotropicPart:
      ratios.filter((ratio) => ratio > clearly || ratio < 1 / clearly).length / Math.max(1, ratios.length),
    contrast: quantile(own, 0.95) / quantile(own, 0.05),
    diagonalPart: diagonal / (diagonal + straight),
    isSymmetric: radius === 1 && isSymmetric(stencil),
  }
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted.length === 0 ? 1 : sorted[Math.floor(part * (sorted.length - 1))]!
}

/** Whether every coupling is the same both ways, to rounding. */
function isSymmetric(stencil: Stencil): boolean {
  const { channels, height, width } = stencil
  const scale = weightsOf(stencil, 0, 0).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (const [dy, dx] of [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ] as const) {
    const [there, back] = [weightsOf(stencil, dy, dx), weightsOf(stencil, -dy, -dx)]
    for (let row = 0; row < channels * height; row++) {
      if ((row % height) + dy >= height) continue
      for (let x = Math.max(0, -dx); x < width - Math.max(0, dx); x++) {
        const k = row * width + x
        if (!(Math.abs(there[k]! - back[k + dy * width + dx]!) <= 1e-9 * scale)) return false
      }
    }
  }
  return true
}
