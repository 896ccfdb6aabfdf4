import { type Axis, fold } from './axis-patterns.js'

/** A piece of a signal along one axis, with the rows of K that touch it. */
export interface AxisPiece {
  readonly length: number
  /** The sample of the piece that tap t of a row reads, at `row·width + t`; −1 for one outside. */
  readonly samples: Int32Array
  /** No row reads samples farther apart. */
  readonly reach: number
  /** What entry (x, y) of KᵀK is multiplied by, at `x·(2·reach + 1) + y − x + reach`. */
  readonly weights: Float64Array
  readonly largestWeight: number
  /** Samples from the first to before the second number are read by rows that are whole and not folded. */
  readonly regular: readonly [from: number, to: number]
}

/**
 * The samples `from` to `to` of a signal. A piece that touches one end only is the same for all sizes that hold it.
 *
 * @param weight what an entry of KᵀK is multiplied by, for samples counted from `from`
 */
export function axisPiece(
  { width, centre, boundary }: Axis,
  size: number,
  [from, to]: readonly [from: number, to: number],
  weight: (x: number, y: number) => number,
): AxisPiece {
  const length = to - from
  const samples: number[] = []
  let reach = 0
  for (let row = 0; row < size; row++) {
    const taps = Array.from({ length: width }, (_, tap) => {
      const sample = fold(row + tap - centre, size, boundary)
      return sample !== null && sample >= from && sample < to ? sample - from : -1
    })
    const read = taps.filter((sample) => sample >= 0)
    if (read.length === 0) continue
    reach = Math.max(reach, Math.max(...read) - Math.min(...read))
    samples.push(...taps)
  }
  const weights = new Float64Array(length * (2 * reach + 1))
  let largestWeight = 0
  for (let x = 0; x < length; x++) {
    for (let y = Math.max(0, x - reach); y <= Math.min(length - 1, x + reach); y++) {
      const value = weight(x, y)
      weights[x * (2 * reach + 1) + y - x + reach] = value
      largestWeight = Math.max(largestWeight, value)
    }
  }
  const far = Math.max(centre, width - 1 - centre)
  const regular = [Math.max(from, far) - from, Math.min(to, size - far) - from] as const
  return { length, samples: Int32Array.from(samples), reach, weights, largestWeight, regular }
}
