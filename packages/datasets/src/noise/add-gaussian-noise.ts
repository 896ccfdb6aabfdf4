import { checkImage, checkSignals, createRandom, type Image, type Signals } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { requireSeed } from '../check-options.js'

/**
 * Adds Gaussian noise of mean 0 to samples, to signals or to every channel of an image, without clipping. The input stays as it is.
 *
 * @param input Samples, signals, or an image.
 * @param sigma Standard deviation in the units of the samples; 0 gives a copy.
 * @param seed Non-negative integer; the same seed gives the same noise to the bit on every engine.
 * @param stream Name of the random stream: one seed gives independent noise for every name.
 * @throws ParameterError for a negative or non-finite sigma, or a seed that is no non-negative integer; ShapeError for an image or signals whose data do not fit their size.
 */
export function addGaussianNoise(input: Float32Array, sigma: number, seed?: number, stream?: string): Float32Array
export function addGaussianNoise(input: Image, sigma: number, seed?: number, stream?: string): Image
export function addGaussianNoise(input: Signals, sigma: number, seed?: number, stream?: string): Signals
export function addGaussianNoise(
  input: Float32Array | Image | Signals,
  sigma: number,
  seed = 0,
  stream = 'noise',
): Float32Array | Image | Signals {
  if (!(Number.isFinite(sigma) && sigma >= 0)) {
    throw new ParameterError(`sigma is ${sigma}: it must be a finite number, 0 or more`, {
      code: 'PARAMETER_RANGE',
      given: sigma,
      allowed: 'a finite number, 0 or more',
    })
  }
  requireSeed('seed', seed)
  if (input instanceof Float32Array) return noisy(input, sigma, seed, stream)
  if ('count' in input) checkSignals(input)
  else checkImage(input)
  return { ...input, data: noisy(input.data, sigma, seed, stream) }
}

function noisy(clean: Float32Array, sigma: number, seed: number, stream: string): Float32Array {
  const random = createRandom(seed, stream)
  const result = new Float32Array(clean.length)
  for (let i = 0; i < clean.length; i++) result[i] = clean[i]! + sigma * random.normal()
  return result
}
