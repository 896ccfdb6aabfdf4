import { arithmeticPeak } from '../limits/contestant.js'
import { ours } from '../ours/contestants.js'
import { nodePeer } from '../peers/node-peer.js'
import { pytorch } from '../peers/pytorch/contestants.js'
import { tfjs } from '../peers/tfjs/contestants.js'
import { convolutionFlop, ownBlocks as network, taps, width } from './networks.js'
import { writeSignals } from './write-signals.js'

const batch = 64
const { blocks, channels } = network
const flop = convolutionFlop(network)

/**
 * Workload B: 20 symmetric blocks, each with its own kernel from 16 to 16 channels of width 3, lambda and tau;
 * one signal is copied into all channels, and the result is their mean. Counted are the convolutions alone.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @returns {import('../harness/case.js').Case[]}
 */
export function ownBlocks(surroundings) {
  return [
    {
      id: 'B train',
      title: `B: ${blocks} own blocks, ${channels} channels, width ${taps}, ${width} samples, batch ${batch}, training step`,
      unit: 'signals',
      items: batch,
      flop,
      prepare: (directory) => writeSignals(directory, network, batch),
      contestants: (directory) => [
        ...ours(
          surroundings.threads,
          { work: 'diffusion-blocks', network, mode: 'train', batch, directory },
          surroundings.against,
        ),
        arithmeticPeak(surroundings, batch * flop),
        ...pytorch(surroundings, 'own_blocks', { batch, directory }),
        ...['native', 'workaround'].flatMap((variant) =>
          tfjs(surroundings, { work: 'own-blocks', batch, directory }, variant),
        ),
        ...nodePeer(surroundings, 'jax-js', 'jax-js', { work: 'own-blocks', batch, directory }),
      ],
    },
  ]
}
