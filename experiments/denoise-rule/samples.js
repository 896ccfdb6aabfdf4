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
export const kinds = ['colour-independent', 'grey', 'colour-common', 'signals', 'signals-independent']

export const sigmas = [7, 20, 50]

/**
 * All samples of a kind; of photographs tiles spread over them.
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
    const image = await photograph(name)
    const tiles = kind === 'grey' ? tilesOf(greyOf(image), 96, 72) : tilesOf(image, 64, 48)
    yield* noisy(kind, name, isHeldOut, tiles.data, tiles.shape, tiles.count)
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
function commonNoise(clean, sigma, { channels, height, width }) {
  const random = createRandom(sigma, 'common noise')
  const place = height * width
  const noise = Float64Array.from({ length: clean.length / channels }, () => sigma * random.normal())
  const at = (/** @type {number} */ i) => Math.floor(i / (channels * place)) * place + (i % place)
  return clean.map((value, i) => value + noise[at(i)])
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
 * Nine tiles spread over an image, as a batch: a part in the middle has more detail than the whole.
 * @param {import('@numeural/core').Image} image
 * @param {number} width
 * @param {number} height
 * @returns {import('@numeural/core').Signals}
 */
function tilesOf(image, width, height) {
  const { channels } = image
  const data = new Float32Array(9 * channels * height * width)
  for (let tile = 0; tile < 9; tile++) {
    const x = Math.round(((image.width - width) * (tile % 3)) / 2)
    const y = Math.round(((image.height - height) * Math.floor(tile / 3)) / 2)
    data.set(cropOf(image, { x, y, width, height }).data, tile * channels * height * width)
  }
  return { data, count: 9, shape: { channels, height, width } }
}
