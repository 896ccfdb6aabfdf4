import { denoisingSignals } from '@numeural/datasets'
import { writeData } from '../harness/data-files.js'
import { limit } from '../limits/contestant.js'
import { ours } from '../ours/contestants.js'
import { networks, width } from './networks.js'

const blocks = 20

/**
 * Operations per sample and block. Forward: K 5, flux 4 (one of them a division), Kᵀ 5, update 2. Backward: K u and K g 10, flux and its
 * derivative 7, gradients of lambda, tau and the three kernel entries 19, the gradient at r 3, Kᵀ 6.
 */
const operations = { forward: 16, train: 16 + 45 }

/**
 * Workload A: 20 explicit Perona–Malik blocks that share one kernel of three entries, lambda and tau; one channel, 256 samples.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @returns {import('../harness/case.js').Case[]}
 */
export function sharedBlocks(surroundings) {
  const batches = surroundings.quick ? [500] : [500, 10_000]
  return batches.flatMap((batch) =>
    /** @type {const} */ (['train', 'forward']).map((mode) => ({
      id: `A ${mode} ${batch}`,
      title: `A: 20 shared Perona–Malik blocks, 1 channel, 256 samples, batch ${batch}, ${mode === 'train' ? 'training step' : 'forward'}`,
      unit: 'signals',
      items: batch,
      flop: blocks * width * operations[mode],
      prepare: (directory) => writeSignals(directory, 'shared-blocks', batch),
      contestants: (directory) => [
        ...ours(surroundings.threads, { work: 'diffusion-blocks', network: 'shared-blocks', mode, batch, directory }),
        limit(surroundings, 'diffusion-blocks', [mode, String(batch), directory]),
      ],
    })),
  )
}

/**
 * Noisy signals, clean ones, and the parameters that a network starts from.
 *
 * @param {string} directory
 * @param {string} network
 * @param {number} batch
 */
export function writeSignals(directory, network, batch) {
  const { noisy, clean } = denoisingSignals({ train: batch, validation: 1, test: 1, length: width }).train
  const { parametrisation } = networks[network]()
  const parameters = Float32Array.from(parametrisation.effective(parametrisation.initial(0)))
  writeData(directory, { input: noisy, target: clean, parameters })
}
