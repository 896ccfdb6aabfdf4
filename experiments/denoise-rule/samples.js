import { createRandom } from '@numeural/core'
import { addGaussianNoise, cropOf, greyOf, piecewiseLinearSignals } from '@numeural/datasets'
import { heldOut, photograph, trainingPhotographs } from '@numeural/datasets/photographs'

/**
 * Clean and noisy data of one kind.
 * @typedef {{ name: string, heldOut: boolean, sigma: number, shape: import('@numeural/core').SignalShape, batch: number, clean: Float32Array, noisy: Float32Array }} Sample
 */

/**
 * One channel, or three whose noise is independent (`-independent`) or the same in all (`-common`).
 * @typedef {'signals' | 'signals-independent' | 'grey' | 'colour-independent' | 'colour-common'} Kind
 */

/** @type {readonly Kind[]} */
export const kinds = ['grey', 'signals', 'signals-independent', 'colour-independent', 'colour-common']

export const sigmas = [5, 10, 20, 40]

/**
 * All samples of a kind; a part in the middle of large photographs.
 * @param {Kind} kind
 * @param {boolean} isHeldOut
 * @returns {AsyncGenerator<Sample>}
 */
export async function* samplesOf(kind, isHeldOut) {
  if (kind === 'signals' || kind === 'signals-independent') {
    const { data, count, shape } = piecewiseLinearSignals({ count: 200, seed: isHeldOut ? 1 : 0 })
    const name = isHeldOut ? 'other signals' : 'signals'
    if (kind === 'signals') yield* noisy(kind, name, isHeldOut, data, shape, count)
    else yield* noisy(kind, name, isHeldOut, threefold(data, shape.width), { ...shape, channels: 3 }, count)
    return
  }
  for (const name of isHeldOut ? heldOut : trainingPhotographs) {
    const image = kind === 'grey' ? middle(await photograph(name), 384, 288) : middle(await photograph(name), 240, 180)
    const { data, ...shape } = kind === 'grey' ? greyOf(image) : image
    yield* noisy(kind, name, isHeldOut, data, shape, 1)
  }
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {boolean} isHeldOut
 * @param {Float32Array} clean
 * @param {import('@numeural/core').SignalShape} shape
 * @param {number} batch
 * @returns {Generator<Sample>}
 */
function* noisy(kind, name, isHeldOut, clean, shape, batch) {
  for (const sigma of sigmas) {
    const noise = kind === 'colour-common' ? commonNoise(clean, sigma, shape) : null
    yield {
      ...{ name, heldOut: isHeldOut, sigma, shape, batch, clean },
      noisy: noise ?? addGaussianNoise(clean, sigma, { seed: sigma }),
    }
  }
}

/**
 * The same noise in every channel.
 * @param {Float32Array} clean
 * @param {number} sigma
 * @param {import('@numeural/core').SignalShape} shape
 */
function commonNoise(clean, sigma, { height, width }) {
  const random = createRandom(sigma, 'common noise')
  const noise = Float64Array.from({ length: height * width }, () => sigma * random.normal())
  return clean.map((value, i) => value + noise[i % noise.length])
}

/**
 * Three channels with the same jumps, of other heights.
 * @param {Float32Array} data
 * @param {number} length
 */
function threefold(data, length) {
  const shares = [1, 0.8, 0.6]
  const result = new Float32Array(3 * data.length)
  for (let start = 0; start < data.length; start += length)
    for (let channel = 0; channel < 3; channel++)
      for (let i = 0; i < length; i++) result[3 * start + channel * length + i] = shares[channel] * data[start + i]
  return result
}

/**
 * The middle of an image, at most this large.
 * @param {import('@numeural/core').Image} image
 * @param {number} widest
 * @param {number} highest
 */
function middle(image, widest, highest) {
  const [width, height] = [Math.min(image.width, widest), Math.min(image.height, highest)]
  return cropOf(image, { x: (image.width - width) >> 1, y: (image.height - height) >> 1, width, height })
}
