import { batchSize } from './batch-size.js'
import { convolutionLayers } from './convolution-layers.js'
import { diffusionStep } from './diffusion-step.js'
import { formula } from './formula.js'
import { ownBlocks } from './own-blocks.js'
import { scaling } from './scaling.js'
import { sharedBlocks } from './shared-blocks.js'

/**
 * The workloads whose speed is measured, by the name that `--only` knows them by.
 *
 * @type {Readonly<Record<string, (surroundings: import('../harness/case.js').Surroundings) => import('../harness/case.js').Case[]>>}
 */
export const workloads = {
  A: sharedBlocks,
  batch: batchSize,
  B: ownBlocks,
  C3: convolutionLayers(3),
  C9: convolutionLayers(9),
  D: diffusionStep,
  formula,
  scaling,
}
