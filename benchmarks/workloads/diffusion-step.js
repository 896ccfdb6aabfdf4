import { limit } from '../limits/contestant.js'
import { ours } from '../ours/contestants.js'
import { imagePeers } from '../peers/image-peers.js'
import { writeImage } from './write-image.js'

/** Two fluxes of 5 operations each, and an update of 5. */
const operations = 15

/**
 * Workload D: one explicit Perona–Malik step on a square float32 image, for the time per pixel at several sizes.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @returns {import('../harness/case.js').Case[]}
 */
export function diffusionStep(surroundings) {
  const sizes = surroundings.quick ? [1024] : [512, 1024, 2048, 4096]
  return sizes.map((size) => ({
    id: `D step ${size}`,
    title: `D: one Perona–Malik step on ${size}×${size} float32`,
    unit: 'megapixels',
    items: size ** 2 / 1e6,
    flop: operations * 1e6,
    prepare: (directory) => writeImage(directory, size),
    contestants: (directory) => [
      ...ours(surroundings.threads, { work: 'diffusion-step', size, directory }, surroundings.against),
      limit(surroundings, 'diffusion-step', [String(size), directory]),
      ...imagePeers(surroundings, { size, directory }),
    ],
  }))
}
