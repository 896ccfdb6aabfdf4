import { createRandom, type Signals } from '@numeural/core'
import { requireKnown } from '@numeural/errors'
import { requireInteger, requireSampleCount, requireSeed } from '../check-options.js'

/** Options of {@link piecewiseLinearSignals}. */
export interface PiecewiseLinearOptions {
  /** Number of signals, from 1. */
  readonly count: number
  /** Samples in each signal, from 2. Default 256. */
  readonly length?: number
  /** Non-negative integer. Default 0. */
  readonly seed?: number
  /** What the signals are for: one seed gives independent signals for every purpose. Default `'signals'`. */
  readonly purpose?: string
}

const known = {
  count: true,
  length: true,
  seed: true,
  purpose: true,
} satisfies Record<keyof PiecewiseLinearOptions, true>

/**
 * Piecewise linear signals with jumps between the segments (C21 sec. 7.1.1).
 *
 * The length of a segment is drawn uniformly from 1/10 to 1/2 of the signal,
 * and at the end of the signal fitted to what is left, within these bounds;
 * its first and last value are drawn uniformly and independently from [0, 255].
 * The first n of more signals are the same as n signals.
 *
 * @throws ParameterError for a count, length or seed out of range.
 */
export function piecewiseLinearSignals(options: PiecewiseLinearOptions): Signals {
  requireKnown({ owner: 'piecewiseLinearSignals', code: 'SIGNALS_OPTION' }, options, known)
  const count = requireInteger('piecewiseLinearSignals', 'count', options.count, 1, 2 ** 28)
  const length = requireInteger('piecewiseLinearSignals', 'length', options.length ?? 256, 2, 2 ** 28)
  const seed = requireSeed('piecewiseLinearSignals', options.seed ?? 0)
  const data = new Float32Array(requireSampleCount('piecewiseLinearSignals', count, length))
  const random = createRandom(seed, options.purpose ?? 'signals')
  const shortest = Math.ceil(length / 10)
  const longest = Math.floor(length / 2)
  for (let signal = 0; signal < count; signal++) {
    let start = signal * length
    let remaining = length
    while (remaining > 0) {
      const drawn = shortest + random.integer(longest - shortest + 1)
      const size = remaining - drawn >= shortest ? drawn : lastLength(remaining, shortest, longest)
      const first = 255 * random.uniform()
      const last = 255 * random.uniform()
      for (let i = 0; i < size; i++) data[start + i] = first + ((last - first) * i) / Math.max(size - 1, 1)
      start += size
      remaining -= size
    }
  }
  return { data, count, shape: { channels: 1, height: 1, width: length } }
}

/**
 * The length of a segment after which too little would be left for another:
 * all that is left, or all but the shortest segment.
 */
function lastLength(remaining: number, shortest: number, longest: number): number {
  return remaining <= longest ? remaining : remaining - shortest
}
