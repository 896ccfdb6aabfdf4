import * as tf from '@tensorflow/tfjs-core'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { transpose } from '../../harness/transpose.js'
import { training } from './training.js'

const blocks = 20
const width = 256

/**
 * Workload A. Signals lie along the first axis, so that all shifts are of whole rows:
 * three times as fast as conv2d, which has no gradient of its kernel on wasm besides.
 *
 * @param {{ mode: 'train' | 'forward', batch: number, directory: string }} settings
 */
export function sharedBlocks({ mode, batch, directory }) {
  const input = tf.tensor(transpose(readData(directory, 'input'), batch), [width, batch])
  const [kernel, contrast, tau] = split(readData(directory, 'parameters'), [3, 1, 1])
  const parameters = [
    { values: kernel, shape: [3] },
    { values: contrast, shape: [] },
    { values: tau, shape: [] },
  ]
  if (mode === 'train') {
    const target = tf.tensor(transpose(readData(directory, 'target'), batch), [width, batch])
    return training({ parameters, target, forward: (variables) => forward(input, variables, batch) })
  }
  const tensors = parameters.map(({ values, shape }) => tf.tensor(values, shape))
  const step = () => {
    const output = tf.tidy(() => forward(input, tensors, batch))
    const values = output.dataSync()
    output.dispose()
    return values
  }
  return { step, check: async () => ({ loss: null, values: transpose(step(), width) }) }
}

/**
 * @param {tf.Tensor} input
 * @param {readonly tf.Tensor[]} parameters
 * @param {number} batch
 */
function forward(input, [kernel, contrast, tau], batch) {
  const [a, b, c] = tf.unstack(kernel)
  const inverse = tf.div(1, tf.square(contrast))
  const [ta, tb, tc] = [a, b, c].map((entry) => tf.mul(entry, tau))
  const rows = (/** @type {tf.Tensor} */ x, /** @type {number} */ from, /** @type {number} */ count) =>
    tf.slice(x, [from, 0], [count, batch])
  const next = (/** @type {tf.Tensor} */ u) => {
    const padded = tf.concat([rows(u, 0, 1), u, rows(u, width - 1, 1)], 0)
    const left = tf.mul(rows(padded, 0, width), a)
    const r = tf.add(tf.add(left, tf.mul(u, b)), tf.mul(rows(padded, 2, width), c))
    const flux = tf.div(r, tf.add(tf.mul(tf.square(r), inverse), 1))
    const first = rows(flux, 0, 1)
    const last = rows(flux, width - 1, 1)
    const fromLeft = tf.concat([tf.mul(first, ta), tf.mul(rows(flux, 0, width - 1), tc)], 0)
    const fromRight = tf.concat([tf.mul(rows(flux, 1, width - 1), ta), tf.mul(last, tc)], 0)
    return tf.sub(u, tf.add(tf.add(fromLeft, tf.mul(flux, tb)), fromRight))
  }
  let u = input
  for (let block = 0; block < blocks; block++) {
    // Intermediate results are given back at once, except those that a gradient needs.
    const iterate = u
    u = tf.tidy(() => next(iterate))
  }
  return u
}
