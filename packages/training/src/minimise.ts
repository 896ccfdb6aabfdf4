import { requireKind, requireKnown } from '@numeural/errors'
import type { Network } from '@numeural/schemes'
import { type DescentResult, descend } from './descend.js'
import { type DescentOptions, descentOptions } from './descent-options.js'
import type { DescentProgress } from './descent-progress.js'
import { settle } from './descent-settings.js'
import { type Objectives, requireObjectives } from './objective.js'
import type { Regulariser } from './regulariser.js'
import { requireNetwork } from './require-network.js'

/** Options of {@link minimise}: defaults are batches of 32 samples, a learning rate of 0.001 and one random start. */
export interface MinimiseOptions extends DescentOptions {
  readonly epochs: number
  /** Added to the mean loss. Default: nothing. */
  readonly regulariser?: Regulariser
  readonly onProgress?: (progress: DescentProgress) => void
}

/** What {@link minimise} gives. */
export type MinimiseResult<N extends Network = Network> = DescentResult<N>

const known = {
  ...descentOptions,
  regulariser: true,
  onProgress: true,
} as const satisfies Record<keyof MinimiseOptions, true>

/**
 * Minimises any loss of a network that a plan computes, by stochastic gradients: no targets are needed. A network that
 * learns from the residual of its equation is trained so; for signals and what they should become there is {@link
 * train}.
 *
 * The order of the batches is a function of the seed and the epoch alone, so that a run resumed from a checkpoint ends
 * with the same bits.
 *
 * @throws DivergenceError `TRAINING_DIVERGED` when a loss, a gradient or a parameter is not finite
 * @throws ParameterError `TRAINING_OPTION` for an option that is unknown, missing or out of range
 * @throws ParameterError `CHECKPOINT_MISMATCH` when a checkpoint belongs to other options or data
 */
export async function minimise<N extends Network>(
  network: N,
  data: Objectives,
  options: MinimiseOptions,
): Promise<MinimiseResult<N>> {
  const owner = 'minimise'
  requireNetwork(owner, network)
  requireObjectives(owner, network, data)
  requireKnown({ owner, code: 'TRAINING_OPTION' }, options, known)
  const { regulariser, onProgress = () => {}, ...rest } = options
  requireKind({ owner, option: 'onProgress', code: 'TRAINING_OPTION' }, onProgress, 'function')
  const defaults = { batch: 32, learningRate: 1e-3, initialisations: 1 }
  const settings = settle(owner, network, rest, defaults, data.validation !== undefined)
  return await descend(owner, network, { network, data, settings, regulariser }, onProgress)
}
