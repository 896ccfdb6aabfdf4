import type { Axis } from './axis-patterns.js'
import { type AxisPiece, axisPiece } from './axis-piece.js'

/**
 * Windows χ_j with Σ χ_j² = 1 along one axis:
 * cosines and sines of an angle that rises from 0 to π/2 in `steps` steps from one window to the next,
 * with the slope δ = π/(2·steps). Their correlation ρ(x, y) = Σ_j χ_j(x) χ_j(y) is cos(δ(x − y)) within a transition.
 * It is positive as far as KᵀK reaches, if `steps` is more than that.
 *
 * A signal of n ≥ 2b + steps − 1 samples, b = width − 1, has a start window, flat for b + r samples,
 * an end window, flat for b, and (n − 2b − steps + 1 − r)/steps windows between, all alike, r being the remainder.
 * None of them sees both ends.
 * Shorter signals are taken as they are.
 *
 * @returns for every window that a signal of `size` samples has (of every size, if `size` is null) KᵀK on its samples,
 *   divided by ρ
 */
export function windowPieces(axis: Axis, size: number | null, steps: number): AxisPiece[] {
  if (axis.width === 1) return [whole(axis, 1)]
  const flat = axis.width - 1
  const shortest = 2 * flat + steps - 1
  if (size === null) {
    const short = Array.from({ length: shortest - 1 }, (_, index) => whole(axis, index + 1))
    const starts = Array.from({ length: steps }, (_, rest) => startPiece(axis, rest, steps))
    return [innerPiece(axis, steps), ...starts.reverse(), endPiece(axis, steps), ...short.reverse()]
  }
  if (size < shortest) return [whole(axis, size)]
  const ends = [startPiece(axis, (size - shortest) % steps, steps), endPiece(axis, steps)]
  return size - shortest < steps ? ends : [innerPiece(axis, steps), ...ends]
}

/** How many samples the pieces of {@link windowPieces} have. */
export function windowLengths({ width }: Axis, size: number | null, steps: number): number[] {
  if (width === 1) return [1]
  const flat = width - 1
  const shortest = 2 * flat + steps - 1
  if (size !== null && size < shortest) return [size]
  const start = (rest: number) => flat + rest + steps - 1
  const long = [2 * steps - 1, start(0)]
  if (size !== null) return [...long, start((size - shortest) % steps)]
  const short = Array.from({ length: shortest - 1 }, (_, index) => index + 1)
  return [...long, ...short, ...Array.from({ length: steps }, (_, rest) => start(rest))]
}

function whole(axis: Axis, size: number): AxisPiece {
  return axisPiece(axis, size, [0, size], () => 1)
}

function startPiece(axis: Axis, rest: number, steps: number): AxisPiece {
  const flat = axis.width - 1
  const slope = Math.PI / 2 / steps
  const step = (x: number) => Math.max(0, x - (flat + rest - 1))
  const length = flat + rest + steps - 1
  return axisPiece(axis, length + flat, [0, length], (x, y) => 1 / Math.cos(slope * (step(x) - step(y))))
}

function endPiece(axis: Axis, steps: number): AxisPiece {
  const flat = axis.width - 1
  const slope = Math.PI / 2 / steps
  const step = (x: number) => Math.min(x + 1, steps)
  const size = 2 * flat + steps - 1
  return axisPiece(axis, size, [flat, size], (x, y) => 1 / Math.cos(slope * (step(x) - step(y))))
}

function innerPiece(axis: Axis, steps: number): AxisPiece {
  const flat = axis.width - 1
  const slope = Math.PI / 2 / steps
  const middle = steps - 1
  const length = 2 * steps - 1
  return axisPiece(axis, length + 2 * flat, [flat, flat + length], (x, y) => {
    const [low, high] = [Math.min(x, y), Math.max(x, y)]
    const isOneTransition = low >= middle || high <= middle
    // Samples of two transitions share the window between them alone.
    return (
      1 /
      (isOneTransition ? Math.cos(slope * (x - y)) : Math.sin(slope * (low + 1)) * Math.cos(slope * (high - middle)))
    )
  })
}
