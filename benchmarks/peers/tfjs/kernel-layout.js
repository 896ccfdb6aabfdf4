import * as tf from '@tensorflow/tfjs-core'

/**
 * From `[output channels, input channels, height, width]`, in which kernels lie in the data files, to tfjs' order.
 *
 * @param {tf.Tensor4D} kernel
 * @returns {tf.Tensor4D}
 */
export function kernelFromPlanar(kernel) {
  return tf.transpose(kernel, [2, 3, 1, 0])
}
