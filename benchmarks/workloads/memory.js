import { ours } from '../ours/contestants.js'
import { nodePeer } from '../peers/node-peer.js'
import { pytorch } from '../peers/pytorch/contestants.js'
import { tfjs } from '../peers/tfjs/contestants.js'
import { sharedBlocks, width } from './networks.js'
import { writeSignals } from './write-signals.js'

/** Peers that keep what every operation of every block gives need gigabytes beyond this. */
const largestForPeers = 10_000

/**
 * Peak resident memory of workload A, training step, against the batch size:
 * what a process takes from its start to the end of a few steps, the interpreter and the data included.
 *
 * @typedef {{ batch: number, dataBytes: number, prepare(directory: string): void, contestants(directory: string): readonly import('../harness/case.js').Contestant[] }} MemoryPoint
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @returns {MemoryPoint[]}
 */
export function memoryPoints(surroundings) {
  const batches = surroundings.quick ? [500, 10_000] : [500, 5_000, 10_000, 20_000, 50_000]
  return batches.map((batch) => ({
    batch,
    dataBytes: 2 * batch * width * Float32Array.BYTES_PER_ELEMENT,
    prepare: (directory) => writeSignals(directory, sharedBlocks, batch),
    contestants(directory) {
      const settings = { mode: 'train', batch, directory }
      const own = surroundings.threads.flatMap((threads) =>
        ours([threads], { ...settings, work: 'diffusion-blocks', network: sharedBlocks }).slice(0, 1),
      )
      if (batch > largestForPeers) return own
      const single = { ...surroundings, threads: [1] }
      return [
        ...own,
        ...pytorch(single, 'shared_blocks', settings, 'autograd'),
        ...pytorch(single, 'shared_blocks', settings, 'hand-written'),
        ...tfjs(surroundings, { ...settings, work: 'shared-blocks' }),
        ...nodePeer(surroundings, 'jax-js', 'jax-js', { ...settings, work: 'shared-blocks' }),
      ]
    },
  }))
}
