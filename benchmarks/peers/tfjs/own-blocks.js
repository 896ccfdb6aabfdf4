import * as tf from '@tensorflow/tfjs-core'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { convolve } from './convolve.js'
import { kernelFromPlanar } from './kernel-layout.js'
import { training } from './training.js'

const blocks = 20
const channels = 16
const taps = 3
const width = 256

/**
 * Workload B, `[batch, 1, samples, channels]`.
 *
 * @param {{ batch: number, directory: string, variant: string }} settings
 */
export function ownBlocks({ batch, directory, variant }) {
  const shape = [batch, 1, width, 1]
  const [input, target] = /** @type {const} */ (['input', 'target']).map((name) =>
    tf.tensor(readData(directory, name), shape),
  )
  const lengths = Array.from({ length: blocks }, () => [channels * channels * taps, 1, 1]).flat()
  const parameters = split(readData(directory, 'parameters'), lengths).map((values) => ({
    values,
    shape: values.length === 1 ? [] : [channels, channels, 1, taps],
  }))
  const convolution = convolve[variant]
  return training({
    parameters,
    target,
    forward(variables) {
      let u = /** @type {tf.Tensor4D} */ (tf.tile(input, [1, 1, 1, channels]))
      for (let block = 0; block < blocks; block++) {
        const [planar, contrast, tau] = variables.slice(3 * block, 3 * block + 3)
        const kernel = kernelFromPlanar(/** @type {tf.Tensor4D} */ (/** @type {unknown} */ (planar)))
        const transposed = /** @type {tf.Tensor4D} */ (tf.transpose(tf.reverse(kernel, 1), [0, 1, 3, 2]))
        const reflected = /** @type {tf.Tensor4D} */ (
          tf.mirrorPad(
            u,
            [
              [0, 0],
              [0, 0],
              [1, 1],
              [0, 0],
            ],
            'symmetric',
          )
        )
        const r = samples(convolution(reflected, kernel), 1, width)
        const flux = tf.div(r, tf.add(tf.div(tf.square(r), tf.square(contrast)), 1))
        const wide = /** @type {tf.Tensor4D} */ (
          tf.pad(flux, [
            [0, 0],
            [0, 0],
            [1, 1],
            [0, 0],
          ])
        )
        // The transpose reaches one sample beyond both ends; there it is folded back.
        const y = convolution(wide, transposed)
        const first = tf.add(samples(y, 0, 1), samples(y, 1, 1))
        const last = tf.add(samples(y, width, 1), samples(y, width + 1, 1))
        u = tf.sub(u, tf.mul(tf.concat([first, samples(y, 2, width - 2), last], 2), tau))
      }
      return tf.mean(u, 3, true)
    },
  })

  /**
   * @param {tf.Tensor} x
   * @param {number} from
   * @param {number} count
   */
  function samples(x, from, count) {
    return tf.slice(x, [0, 0, from, 0], [batch, 1, count, channels])
  }
}
