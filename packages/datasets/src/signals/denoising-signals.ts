import type { Signals } from '@numeural/core'
import { requireKnown } from '@numeural/errors'
import { requireInteger, requireSeed } from '../check-options.js'
import { addGaussianNoise } from '../noise/add-gaussian-noise.js'
import { piecewiseLinearSignals } from './piecewise-linear-signals.js'

/** Options of {@link denoisingSignals}. */
export interface DenoisingOptions {
  /** Training pairs. Default 10000. */
  readonly train?: number
  /** Validation pairs. Default 1000. */
  readonly validation?: number
  /** Test pairs. Default 1000. */
  readonly test?: number
  /** Standard deviation of the noise, in grey values of [0, 255]. Default 10. */
  readonly sigma?: number
  /** Samples in each signal. Default 256. */
  readonly length?: number
  /** Seed of the training pairs. Default 0. */
  readonly seed?: number
  /**
   * Seed of the validation and test pairs, apart from `seed` so that runs with different training data are measured on
   * the same signals. Default 0.
   */
  readonly evaluationSeed?: number
}

/** Signals (or images) and the same signals with noise: equally many, of the same shape. */
export interface SignalPairs {
  /** Ground truth, values in [0, 255]. */
  readonly clean: Signals
  /** Clean plus noise; not clipped. */
  readonly noisy: Signals
}

/** The splits of a data set. */
export interface DenoisingSplits {
  readonly train: SignalPairs
  readonly validation: SignalPairs
  readonly test: SignalPairs
}

const known = {
  train: true,
  validation: true,
  test: true,
  sigma: true,
  length: true,
  seed: true,
  evaluationSeed: true,
} satisfies Record<keyof DenoisingOptions, true>

/**
 * The denoising data of C21 sec. 7.1.1: piecewise linear signals with jumps, plus Gaussian noise that is not clipped.
 *
 * Every split has its own random streams, for signals and for noise:
 * the test pairs do not change with the number of training pairs or with `seed`,
 * and the signals do not change with `sigma`.
 *
 * @throws ParameterError for a count, length, sigma or seed out of range.
 */
export function denoisingSignals(options: DenoisingOptions = {}): DenoisingSplits {
  requireKnown({ owner: 'denoisingSignals', code: 'SIGNALS_OPTION' }, options, known)
  const { train = 10000, validation = 1000, test = 1000, sigma = 10, length = 256 } = options
  const seed = requireSeed('denoisingSignals', options.seed ?? 0)
  const evaluationSeed = requireSeed('denoisingSignals', options.evaluationSeed ?? 0, 'evaluationSeed')
  for (const [name, count] of Object.entries({ train, validation, test }))
    requireInteger('denoisingSignals', name, count, 1, 2 ** 28)
  return {
    train: signalPairs(train, length, sigma, seed, 'train'),
    validation: signalPairs(validation, length, sigma, evaluationSeed, 'validation'),
    test: signalPairs(test, length, sigma, evaluationSeed, 'test'),
  }
}

function signalPairs(count: number, length: number, sigma: number, seed: number, split: string): SignalPairs {
  const clean = piecewiseLinearSignals({ count, length, seed, purpose: `${split} signals` })
  return { clean, noisy: addGaussianNoise(clean, sigma, { seed, purpose: `${split} noise` }) }
}
