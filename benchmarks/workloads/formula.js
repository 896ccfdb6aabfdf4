import { ours } from '../ours/contestants.js'
import { sharedBlocks } from './networks.js'
import { operations } from './shared-blocks.js'
import { writeSignals } from './write-signals.js'

const batch = 500

/**
 * A nonlinearity that nobody built in: workload A with the diffusivity 1/(1 + (r/λ)⁴),
 * registered at run time as a formula, against the built-in Perona–Malik, both on one thread.
 *
 * @returns {import('../harness/case.js').Case[]}
 */
export function formula() {
  return [
    {
      id: 'formula train',
      title: `Formula: as A, batch ${batch}, training step, with the built-in diffusivity and with one given as a formula`,
      unit: 'signals',
      items: batch,
      flop: sharedBlocks.blocks * operations.train,
      prepare: (directory) => writeSignals(directory, sharedBlocks, batch),
      contestants: (directory) =>
        /** @type {const} */ (['perona-malik', 'quartic']).map((activation) => {
          const network = { ...sharedBlocks, activation }
          const [one] = ours([1], { work: 'diffusion-blocks', network, mode: 'train', batch, directory })
          if (activation === 'perona-malik') return { ...one, label: 'Perona–Malik, built in' }
          return { ...one, id: 'formula', label: '1/(1 + (r/λ)⁴), a formula', unchecked: 'another function' }
        }),
    },
  ]
}
