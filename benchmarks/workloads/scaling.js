import { ours } from '../ours/contestants.js'
import { convolutionFlop, ownBlocks, sharedBlocks } from './networks.js'
import { operations } from './shared-blocks.js'
import { writeSignals } from './write-signals.js'

const batch = 500

/**
 * How a training step on one thread scales: with the number of blocks and the batch size (workload A),
 * and with the channels (workload B).
 * Rates are of equal pieces of work, so that they stay the same where the time is proportional to the work.
 *
 * @returns {import('../harness/case.js').Case[]}
 */
export function scaling() {
  return [byBlocks(), byBatch(), byChannels()]
}

/** @returns {import('../harness/case.js').Case} */
function byBlocks() {
  const counts = [5, 10, 20, 40, 80]
  return {
    id: 'scaling blocks',
    title: `Blocks: as A, training step, batch ${batch}, 1 thread`,
    unit: 'signals and blocks',
    items: batch * counts[0],
    flop: operations.train,
    prepare: (directory) => writeSignals(directory, sharedBlocks, batch),
    contestants: (directory) =>
      counts.map((blocks) =>
        entry(directory, { ...sharedBlocks, blocks }, batch, `${blocks} blocks`, blocks / counts[0]),
      ),
  }
}

/** @returns {import('../harness/case.js').Case} */
function byBatch() {
  const batches = [20, 100, 500, 2500, 10_000]
  return {
    id: 'scaling batch',
    title: 'Batch: as A, training step, 1 thread',
    unit: 'signals',
    items: batches[0],
    flop: sharedBlocks.blocks * operations.train,
    prepare: (directory) => writeSignals(directory, sharedBlocks, batches[batches.length - 1]),
    contestants: (directory) =>
      batches.map((count) => entry(directory, sharedBlocks, count, `batch ${count}`, count / batches[0])),
  }
}

/** @returns {import('../harness/case.js').Case} */
function byChannels() {
  const counts = [2, 4, 8, 16, 32]
  const flopOf = (/** @type {number} */ channels) => convolutionFlop({ ...ownBlocks, channels }) * 64
  return {
    id: 'scaling channels',
    title: 'Channels: as B, training step, batch 64, 1 thread',
    unit: 'GFLOP',
    items: flopOf(counts[0]) / 1e9,
    flop: 1e9,
    prepare: (directory) => writeSignals(directory, ownBlocks, 64),
    contestants: (directory) =>
      counts.map((channels) =>
        entry(directory, { ...ownBlocks, channels }, 64, `${channels} channels`, flopOf(channels) / flopOf(counts[0])),
      ),
  }
}

/**
 * @param {string} directory
 * @param {import('./networks.js').Blocks} network
 * @param {number} size of the batch
 * @param {string} label
 * @param {number} repeats
 * @returns {import('../harness/case.js').Contestant}
 */
function entry(directory, network, size, label, repeats) {
  const [one] = ours([1], { work: 'diffusion-blocks', network, mode: 'train', batch: size, directory })
  return { ...one, id: label, label, repeats, unchecked: 'another amount of work' }
}
