import { limit } from '../limits/contestant.js'
import { ours } from '../ours/contestants.js'
import { nodePeer } from '../peers/node-peer.js'
import { pytorch } from '../peers/pytorch/contestants.js'
import { tfjs } from '../peers/tfjs/contestants.js'
import { sharedBlocks as network, width } from './networks.js'
import { writeSignals } from './write-signals.js'

/**
 * Operations per signal and block. Forward, for a sample: K 5, flux 4 (one of them a division), Kᵀ 5, update 2.
 * Backward: K u and K g 10, flux and its derivative 7, gradients of lambda, tau and the three kernel entries 19,
 * the gradient at r 3, Kᵀ 6.
 */
export const operations = { forward: width * 16, train: width * (16 + 45) }

/**
 * Workload A: 20 explicit Perona–Malik blocks that share one kernel of three entries, lambda and tau;
 * one channel, 256 samples.
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
      flop: network.blocks * operations[mode],
      prepare: (directory) => writeSignals(directory, network, batch),
      contestants: (directory) => [
        ...ours(
          surroundings.threads,
          { work: 'diffusion-blocks', network, mode, batch, directory },
          surroundings.against,
        ),
        limit(surroundings, 'diffusion-blocks', [mode, String(batch), directory]),
        ...pytorch(surroundings, 'shared_blocks', { mode, batch, directory }, 'autograd'),
        ...pytorch(surroundings, 'shared_blocks', { mode, batch, directory }, 'hand-written'),
        ...tfjs(surroundings, { work: 'shared-blocks', mode, batch, directory }),
        ...nodePeer(surroundings, 'jax-js', 'jax-js', { work: 'shared-blocks', mode, batch, directory }),
        ...(mode === 'forward' ? nodePeer(surroundings, 'plain-loops', 'plain loops', { directory }) : []),
      ],
    })),
  )
}
