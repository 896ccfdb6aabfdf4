import { createRandom } from '@numeural/core'
import { requireInteger, requireSampleCount, requireSeed } from '../check-options.js'
import type { Signals } from './signals.js'

/** Options of {@link piecewiseLinearSignals}. */
export interface PiecewiseLinearOptions {
  /** Number of signals, from 1. */
  readonly count: number
  /** Samples in each signal, from 2. Default 256. */
  readonly length?: number
  /** Non-negative integer. Default 0. */
  readonly seed?: number
  /** Name of the random stream: one seed gives independent signals for every name. Default `'signals'`. */
  readonly stream?: string
}

/**
 * Piecewise linear signals with jumps between the segments (C21 sec. 7.1.1).
 *
 * A segment is between 1/10 and 1/2 of the signal long; its first and last value are drawn uniformly and independently from [0, 255].
 * The first n of more signals are the same as n signals.
 *
 * @throws ParameterError for a count, length or seed out of range.
 */
export function piecewiseLinearSignals(options: PiecewiseLinearOptions): Signals {
  const count = requireInteger('count', options.count, 1, 2 ** 28)
  const length = requireInteger('length', options.length ?? 256, 2, 2 ** 28)
  const seed = requireSeed('seed', options.seed ?? 0)
  const data = new Float32Array(requireSampleCount('piecewiseLinearSignals', count, length))
  const random = createRandom(seed, options.stream ?? 'signals')
  const shortest = Math.ceil(length / 10)
  const longest = Math.floor(length / 2)
  for (let signal = 0; signal < count; signal++) {
    let start = signal * length
    let remaining = length
    while (remaining > 0) {
      const size = segmentLength(remaining, shortest, longest, random.integer.bind(random))
      const first = 255 * random.uniform()
      const last = 255 * random.uniform()
      for (let i = 0; i < size; i++) data[start + i] = first + ((last - first) * i) / Math.max(size - 1, 1)
      start += size
      remaining -= size
    }
  }
  return { data, count, length }
}

/** A length drawn uniformly from those that leave either nothing or at least one more segment. */
function segmentLength(
  remaining: number,
  shortest: number,
  longest: number,
  integer: (below: number) => number,
): number {
  const highest = Math.min(longest, remaining - shortest)
  const choices = Math.max(0, highest - shortest + 1)
  const mayEnd = remaining <= longest && remaining > highest
  const chosen = integer(choices + (mayEnd ? 1 : 0))
  return chosen < choices ? shortest + chosen : remaining
}
