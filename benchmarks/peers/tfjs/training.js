import * as tf from '@tensorflow/tfjs-core'

/**
 * A training step in tfjs: autograd and its Adam.
 *
 * @param {object} options
 * @param {readonly { values: Float32Array, shape: number[] }[]} options.parameters
 * @param {(parameters: tf.Variable[]) => tf.Tensor} options.forward
 * @param {tf.Tensor} options.target
 */
export function training({ parameters, forward, target }) {
  const starts = parameters.map(({ values, shape }) => tf.tensor(values, shape))
  const variables = starts.map((start) => tf.variable(start))
  const optimiser = tf.train.adam(1e-3)
  const loss = () => /** @type {tf.Scalar} */ (tf.losses.meanSquaredError(target, forward(variables)))
  const reset = () => variables.forEach((variable, index) => void variable.assign(starts[index]))
  return {
    reset,
    step() {
      const value = optimiser.minimize(loss, true, variables)
      value?.dataSync()
      value?.dispose()
    },
    async check() {
      reset()
      const { value, grads } = tf.variableGrads(loss, variables)
      const gradient = variables.flatMap(({ name }) => [...grads[name].dataSync()])
      const found = { loss: value.dataSync()[0], values: gradient }
      tf.dispose([value, grads])
      return found
    },
  }
}
