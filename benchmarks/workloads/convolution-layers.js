import { randomNormal } from '@numeural/core'
import { writeData } from '../harness/data-files.js'
import { arithmeticPeak } from '../limits/contestant.js'
import { ours } from '../ours/contestants.js'
import { nodePeer } from '../peers/node-peer.js'
import { pytorch } from '../peers/pytorch/contestants.js'
import { tfjs } from '../peers/tfjs/contestants.js'

const layers = 12
const channels = 20
const size = 64
const batch = 8

/**
 * Workload C: 12 layers of a convolution from 20 to 20 channels without bias (zeros outside) and relu,
 * 8 images of 64×64. Counted are the convolution, its transpose and the kernel gradient.
 *
 * @param {number} kernel its width and height
 * @returns {(surroundings: import('../harness/case.js').Surroundings) => import('../harness/case.js').Case[]}
 */
export function convolutionLayers(kernel) {
  const taps = channels * channels * kernel * kernel
  const flop = layers * size * size * 3 * 2 * taps
  return (surroundings) => [
    {
      id: `C train ${kernel}x${kernel}`,
      title: `C: ${layers} layers ${channels}→${channels}, ${kernel}×${kernel} and relu, ${batch} images of ${size}×${size}, training step`,
      unit: 'images',
      items: batch,
      flop,
      prepare(directory) {
        const values = batch * channels * size * size
        const draw = (/** @type {number} */ count, /** @type {string} */ purpose) =>
          randomNormal(new Float32Array(count), { seed: 0, purpose })
        // With this deviation relu keeps the size of the signal from layer to layer.
        const deviation = Math.sqrt(2 / (channels * kernel * kernel))
        const parameters = draw(layers * taps, 'parameters').map((number) => number * deviation)
        writeData(directory, { input: draw(values, 'input'), target: draw(values, 'target'), parameters })
      },
      contestants(directory) {
        const settings = { work: 'convolution-layers', layers, channels, kernel, size, batch, directory }
        return [
          ...ours(surroundings.threads, settings, surroundings.against),
          arithmeticPeak(surroundings, batch * flop),
          ...pytorch(surroundings, 'convolution_layers', settings),
          ...['native', 'workaround'].flatMap((variant) => tfjs(surroundings, settings, variant)),
          ...nodePeer(surroundings, 'jax-js', 'jax-js', settings).map((peer) => (kernel > 3 ? tooSlow(peer) : peer)),
        ]
      },
    },
  ]
}

/**
 * @param {import('../harness/case.js').Contestant} peer
 * @returns {import('../harness/case.js').Contestant}
 */
function tooSlow(peer) {
  return { ...peer, start: { absent: 'one step takes minutes (half a minute with 3×3)' } }
}
