import { lax, nn, numpy as np } from '@jax-js/jax'
import { readData } from '../../harness/data-files.js'
import { split } from '../../harness/split.js'
import { training } from './training.js'

/**
 * Workload C.
 *
 * @param {{ layers: number, channels: number, kernel: number, size: number, batch: number, directory: string }} settings
 */
export function convolutionLayers({ layers, channels, kernel, size, batch, directory }) {
  const images = (/** @type {'input' | 'target'} */ name) =>
    np.array(readData(directory, name), { shape: [batch, channels, size, size] })
  const length = channels * channels * kernel * kernel
  const parts = split(readData(directory, 'parameters'), new Array(layers).fill(length))
  return training({
    parameters: () => parts.map((values) => np.array(values, { shape: [channels, channels, kernel, kernel] })),
    input: images('input'),
    target: images('target'),
    forward: (u, weights) =>
      weights.reduce(
        (/** @type {import('./training.js').Array} */ x, /** @type {import('./training.js').Array} */ w) =>
          nn.relu(lax.conv(x, w, [1, 1], 'SAME')),
        u,
      ),
  })
}
