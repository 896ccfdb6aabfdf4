import { sharedBlocks } from './shared-blocks.js'

/**
 * All workloads by the letter or the name that `--only` knows them by.
 *
 * @type {Readonly<Record<string, (surroundings: import('../harness/case.js').Surroundings) => import('../harness/case.js').Case[]>>}
 */
export const workloads = {
  A: sharedBlocks,
}
