import { ours } from '../ours/contestants.js'
import { sharedBlocks } from './networks.js'
import { operations } from './shared-blocks.js'
import { writeSignals } from './write-signals.js'

const small = 500
const large = 10_000

/**
 * Whether signals of a large batch cost as much as those of a small one:
 * workload A, training step, one thread, batch 500 against 10 000.
 *
 * @returns {import('../harness/case.js').Case[]}
 */
export function batchSize() {
  return [
    {
      id: 'batch train',
      title: `Batch size: as A, training step, batch ${small} and ${large}`,
      unit: 'signals',
      items: small,
      flop: sharedBlocks.blocks * operations.train,
      prepare: (directory) => writeSignals(directory, sharedBlocks, large),
      contestants: (directory) =>
        [small, large].map((batch) => {
          const settings = { work: 'diffusion-blocks', network: sharedBlocks, mode: 'train', batch, directory }
          const [one] = ours([1], settings)
          if (batch === small) return { ...one, label: `batch ${small}` }
          return { ...one, id: 'large', label: `batch ${large}`, unchecked: 'other signals', repeats: large / small }
        }),
    },
  ]
}
