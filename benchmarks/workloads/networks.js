import { defineNonlinearity, peronaMalik } from '@numeural/activations'
import { differenceNetwork, explicit, symmetricResNet } from '@numeural/schemes'

/** Samples of a signal in all one-dimensional workloads. */
export const width = 256

/** Width of the kernels in all one-dimensional workloads. */
export const taps = 3

/**
 * A network of symmetric blocks: plain data, so that it can be handed to another process.
 *
 * @typedef {{ blocks: number, channels: number, weights: 'shared' | 'free', activation: 'perona-malik' | 'quartic' }} Blocks
 */

/** Workload A. @type {Blocks} */
export const sharedBlocks = { blocks: 20, channels: 1, weights: 'shared', activation: 'perona-malik' }

/** Workload B. @type {Blocks} */
export const ownBlocks = { blocks: 20, channels: 16, weights: 'free', activation: 'perona-malik' }

/** Perona–Malik's diffusivity with the fourth power: not built in, registered at run time as a formula. */
const quartic = defineNonlinearity({
  name: 'quartic',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: '1/(1 + (r/lambda)^4)',
})

/**
 * The network as a user would make it. Its parameters lie block by block in the order kernel, lambda, tau.
 *
 * @param {Blocks} description
 */
export function networkOf({ activation, ...options }) {
  const nonlinearity = activation === 'quartic' ? quartic : peronaMalik
  return symmetricResNet({ dimension: 1, kernel: { width: taps }, activation: nonlinearity, ...options })
}

/**
 * Operations of the convolutions of one signal in a training step:
 * K and Kᵀ forward, the same two backwards, and two kernel gradients.
 *
 * @param {Blocks} description
 */
export function convolutionFlop({ blocks, channels }) {
  return 6 * blocks * width * 2 * channels * channels * taps
}

/**
 * One explicit step of Perona–Malik diffusion on a square image:
 * forward differences along x and y, each with its own diffusivity.
 * Its parameters are a kernel of 8 entries, lambda, tau.
 *
 * @param {number} size
 */
export function differences(size) {
  return differenceNetwork({
    scheme: explicit,
    activation: peronaMalik,
    shape: { channels: 1, height: size, width: size },
    blocks: 1,
    parameters: { lambda: 10, tau: 0.2 },
  })
}
