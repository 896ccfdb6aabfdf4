import * as tf from '@tensorflow/tfjs-core'

/**
 * Convolutions of `[batch, height, width, channels]` with zeros outside, by variant:
 * tfjs' own, whose wasm backend lacks the gradient of the kernel,
 * and a workaround that writes both gradients as convolutions.
 *
 * @type {Readonly<Record<string, (x: tf.Tensor4D, kernel: tf.Tensor4D) => tf.Tensor4D>>}
 */
export const convolve = {
  native: (x, kernel) => tf.conv2d(x, kernel, 1, 'same'),
  // The types of customGrad know neither several tensors nor what was saved.
  workaround: /** @type {any} */ (tf.customGrad(/** @type {any} */ (withGradients))),
}

/**
 * @param {tf.Tensor4D} x
 * @param {tf.Tensor4D} kernel `[height, width, input channels, output channels]`
 * @param {(tensors: tf.Tensor[]) => void} save
 */
function withGradients(x, kernel, save) {
  save([x, kernel])
  const [height, width] = kernel.shape
  const [py, px] = [(height - 1) / 2, (width - 1) / 2]
  return {
    value: tf.conv2d(x, kernel, 1, 'same'),
    gradFunc: (/** @type {tf.Tensor4D} */ gradient, /** @type {[tf.Tensor4D, tf.Tensor4D]} */ [input, weights]) => {
      const flipped = /** @type {tf.Tensor4D} */ (tf.transpose(tf.reverse(weights, [0, 1]), [0, 1, 3, 2]))
      // Channels take the place of the batch, and the gradient that of a kernel as large as the image.
      const images = tf.transpose(
        tf.pad(input, [
          [0, 0],
          [py, py],
          [px, px],
          [0, 0],
        ]),
        [3, 1, 2, 0],
      )
      const filters = tf.transpose(gradient, [1, 2, 0, 3])
      const ofKernel = tf.conv2d(/** @type {tf.Tensor4D} */ (images), /** @type {tf.Tensor4D} */ (filters), 1, 'valid')
      return [tf.conv2d(gradient, flipped, 1, 'same'), tf.transpose(ofKernel, [1, 2, 0, 3])]
    },
  }
}
