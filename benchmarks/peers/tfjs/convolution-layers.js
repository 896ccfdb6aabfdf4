import * as tf from '@tensorflow/tfjs-core'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { convolve } from './convolve.js'
import { kernelFromPlanar } from './kernel-layout.js'
import { training } from './training.js'

/**
 * Workload C, `[batch, height, width, channels]`.
 *
 * @param {{ layers: number, channels: number, kernel: number, size: number, batch: number, directory: string, variant: string }} settings
 */
export function convolutionLayers({ layers, channels, kernel, size, batch, directory, variant }) {
  const [input, target] = /** @type {const} */ (['input', 'target']).map((name) =>
    tf.transpose(tf.tensor4d(readData(directory, name), [batch, channels, size, size]), [0, 2, 3, 1]),
  )
  const length = channels * channels * kernel * kernel
  const parameters = split(readData(directory, 'parameters'), new Array(layers).fill(length)).map((values) => ({
    values,
    shape: [channels, channels, kernel, kernel],
  }))
  const convolution = convolve[variant]
  return training({
    parameters,
    target,
    forward: (variables) =>
      variables.reduce(
        (u, planar) =>
          tf.relu(convolution(u, kernelFromPlanar(/** @type {tf.Tensor4D} */ (/** @type {unknown} */ (planar))))),
        input,
      ),
  })
}
