import { addGaussianNoise, cropOf, greyOf, piecewiseLinearSignals } from '@numeural/datasets'
import { heldOut, photograph, trainingPhotographs } from '@numeural/datasets/photographs'

/**
 * Clean and noisy data of one kind.
 * @typedef {{ name: string, heldOut: boolean, sigma: number, shape: import('@numeural/core').SignalShape, batch: number, clean: Float32Array, noisy: Float32Array }} Sample
 */

const sigmas = [5, 10, 17, 25, 35, 50]

/**
 * All samples of a kind of data; large photographs are cut to a part in their middle.
 * @param {'line' | 'grey' | 'colour'} kind
 * @returns {AsyncGenerator<Sample>}
 */
export async function* samplesOf(kind) {
  if (kind === 'line') {
    const training = piecewiseLinearSignals({ count: 400, seed: 0 })
    const test = piecewiseLinearSignals({ count: 400, seed: 1 })
    yield* noisy('signals', false, training.data, training.shape, training.count)
    yield* noisy('other signals', true, test.data, test.shape, test.count)
    return
  }
  for (const name of [...trainingPhotographs, ...heldOut]) {
    const image = middle(await photograph(name), 640, 448)
    const { data, ...shape } = kind === 'grey' ? greyOf(image) : image
    yield* noisy(name, heldOut.includes(name), data, shape, 1)
  }
}

/**
 * @param {string} name
 * @param {boolean} isHeldOut
 * @param {Float32Array} clean
 * @param {import('@numeural/core').SignalShape} shape
 * @param {number} batch
 * @returns {Generator<Sample>}
 */
function* noisy(name, isHeldOut, clean, shape, batch) {
  for (const sigma of sigmas) {
    yield {
      name,
      heldOut: isHeldOut,
      sigma,
      shape,
      batch,
      clean,
      noisy: addGaussianNoise(clean, sigma, { seed: sigma }),
    }
  }
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
