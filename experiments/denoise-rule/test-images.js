import { addGaussianNoise, piecewiseLinearSignals } from '@numeural/datasets'
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
    const shape = { channels: 1, height: 1, width: training.length }
    yield* noisy('signals', false, training.data, shape, training.count)
    yield* noisy('other signals', true, test.data, shape, test.count)
    return
  }
  for (const name of [...trainingPhotographs, ...heldOut]) {
    const image = middle(await photograph(name), 640, 448)
    const { data, ...shape } = kind === 'grey' ? grey(image) : image
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
    yield { name, heldOut: isHeldOut, sigma, shape, batch, clean, noisy: addGaussianNoise(clean, sigma, sigma) }
  }
}

/**
 * @param {import('@numeural/core').Image} image
 * @param {number} widest
 * @param {number} highest
 * @returns {import('@numeural/core').Image}
 */
function middle({ data, width, height, channels }, widest, highest) {
  const [w, h] = [Math.min(width, widest), Math.min(height, highest)]
  const result = new Float32Array(channels * w * h)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < h; y++) {
      const from = (c * height + y + ((height - h) >> 1)) * width + ((width - w) >> 1)
      result.set(data.subarray(from, from + w), (c * h + y) * w)
    }
  }
  return { data: result, width: w, height: h, channels }
}

/**
 * Luma of an RGB image (BT.601).
 * @param {import('@numeural/core').Image} image
 * @returns {import('@numeural/core').Image}
 */
function grey({ data, width, height }) {
  const count = width * height
  const luma = Float32Array.from(
    { length: count },
    (_, i) => 0.299 * data[i] + 0.587 * data[count + i] + 0.114 * data[2 * count + i],
  )
  return { data: luma, width, height, channels: 1 }
}
