import { checkImage, checkSignals, createRandom, type Image, type Signals } from '@numeural/core'
import { requireKnown, requireNumber } from '@numeural/errors'
import { requireSeed } from '../check-options.js'

/** Options of {@link addGaussianNoise}. */
export interface NoiseOptions {
  /** Non-negative integer; the same seed gives the same noise to the bit on every engine. Default 0. */
  readonly seed?: number
  /** What the noise is for: one seed gives independent noise for every purpose. Default `'noise'`. */
  readonly purpose?: string
}

const known = { seed: true, purpose: true } satisfies Record<keyof NoiseOptions, true>

/**
 * Adds Gaussian noise of mean 0 to samples, to signals or to every channel of an image, without clipping.
 * The input stays as it is.
 *
 * @param input Samples, signals, or an image.
 * @param sigma Standard deviation in the units of the samples; 0 gives a copy.
 * @throws ParameterError for a negative or non-finite sigma, or a seed that is no non-negative integer;
 *   ShapeError for an image or signals whose data do not fit their size.
 */
export function addGaussianNoise(input: Float32Array, sigma: number, options?: NoiseOptions): Float32Array
export function addGaussianNoise(input: Image, sigma: number, options?: NoiseOptions): Image
export function addGaussianNoise(input: Signals, sigma: number, options?: NoiseOptions): Signals
export function addGaussianNoise(
  input: Float32Array | Image | Signals,
  sigma: number,
  options: NoiseOptions = {},
): Float32Array | Image | Signals {
  requireNumber({ owner: 'addGaussianNoise', option: 'sigma', code: 'PARAMETER_RANGE' }, sigma, { least: 0 })
  requireKnown({ owner: 'addGaussianNoise', code: 'NOISE_OPTION' }, options, known)
  const { seed = 0, purpose = 'noise' } = options
  requireSeed('addGaussianNoise', seed)
  if (input instanceof Float32Array) return noisy(input, sigma, seed, purpose)
  if ('count' in input) checkSignals(input)
  else checkImage(input)
  return { ...input, data: noisy(input.data, sigma, seed, purpose) }
}

function noisy(clean: Float32Array, sigma: number, seed: number, purpose: string): Float32Array {
  const random = createRandom(seed, purpose)
  const result = new Float32Array(clean.length)
  for (let i = 0; i < clean.length; i++) result[i] = clean[i]! + sigma * random.normal()
  return result
}
