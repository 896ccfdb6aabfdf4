import type { KernelGeometry } from '@numeural/core'
import type { Axis } from './axis-patterns.js'
import { windowLengths, windowPieces } from './axis-windows.js'
import { gramKernel, roundingOf, unscaled } from './gram-kernel.js'
import type { SignalSize } from './kernel-patterns.js'
import { matrixCost, pieceMatrix, summedAlongX } from './piece-matrix.js'
import { smallestProved } from './smallest-proved.js'

/** Multiplications that one proof of all pieces may cost. */
const affordable = 6e7
/** Lengths of the transitions between windows, in reaches of KᵀK: the longer, the sharper and the dearer. */
const transitions = [4, 3, 2, 1.5, 1]

/**
 * An upper bound of ‖K‖₂² by localisation, sharp for signals of every size: with smooth windows Σ χ_j² = 1,
 *
 *     KᵀK = Σ_j χ_j A χ_j,   A_xy = (KᵀK)_xy / ρ(x, y),   ρ(x, y) = Σ_j χ_j(x) χ_j(y),
 *
 * so that ‖K‖² is at most the largest eigenvalue of A on the samples of one window.
 * These are few different matrices, at the ends, at corners, between them and for short signals,
 * each proved by a Cholesky factorisation. What the windows cost is about (πd/2T)²/2 of the part of KᵀK at the distance
 * d, for transitions of T samples.
 *
 * @param lower where the search starts, best a lower bound of ‖K‖₂
 * @param upper a known bound of ‖K‖₂²
 * @returns null where it would take too long; ∞ where it is no better than `upper`
 */
export function localisedNormSquared(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  size: SignalSize,
  lower: number,
  upper: number,
): number | null {
  const { height, width, centreX, centreY, boundary } = geometry
  const axes = [
    { axis: { width: height, centre: centreY, boundary }, size: size.height },
    { axis: { width, centre: centreX, boundary }, size: size.width },
  ] as const
  const factor = transitions.find((each) => costOf(axes, geometry, each) <= affordable)
  if (factor === undefined) return null
  const gram = gramKernel(kernel, geometry)
  if (gram === null) return null
  const [ys, xs] = bothAxes(axes, ({ axis, size }) => windowPieces(axis, size, stepsOf(axis, factor)))
  const workspace = { bands: new Float64Array(0), factor: new Float64Array(0) }
  const largest = upper * gram.scale * gram.scale
  let square = (lower * gram.scale) ** 2
  for (const x of xs) {
    const sums = summedAlongX(gram, x)
    for (const y of ys) {
      const matrix = pieceMatrix(gram, y, x, sums, workspace)
      // A sample is read by a tap at most twice along each axis, at a folded end.
      const error = roundingOf(gram, 4 * y.largestWeight * x.largestWeight)
      square = smallestProved(matrix, square, largest, error, workspace.factor)
      if (square === Number.POSITIVE_INFINITY) return square
    }
  }
  const bound = unscaled(gram, square)
  return bound < upper ? bound : Number.POSITIVE_INFINITY
}

interface SizedAxis {
  readonly axis: Axis
  readonly size: number | null
}

function stepsOf({ width }: Axis, factor: number): number {
  return Math.max(Math.ceil(factor * (width - 1)), width)
}

function costOf(
  axes: readonly [SizedAxis, SizedAxis],
  { inputChannels, height, width }: KernelGeometry,
  factor: number,
): number {
  const [ys, xs] = bothAxes(axes, ({ axis, size }) => windowLengths(axis, size, stepsOf(axis, factor)))
  const [reachY, reachX] = bothAxes(axes, ({ axis }) => axis.width - 1)
  let cost = xs.length * (height * width) ** 2 * width * inputChannels ** 2
  for (const y of ys) {
    for (const x of xs) {
      const [extentY, extentX] = [
        { length: y, reach: Math.min(reachY, y - 1) },
        { length: x, reach: Math.min(reachX, x - 1) },
      ]
      cost += matrixCost(inputChannels, height, extentY, extentX)
      if (cost > affordable) return cost
    }
  }
  return cost
}

function bothAxes<T>([y, x]: readonly [SizedAxis, SizedAxis], of: (axis: SizedAxis) => T): [T, T] {
  return [of(y), of(x)]
}
