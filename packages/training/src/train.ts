import { psnr, psnrOf } from '@numeural/core'
import { requireKind, requireKnown, requireObject } from '@numeural/errors'
import type { Network } from '@numeural/schemes'
import { checkDimension } from './check-dimension.js'
import { checkPairs } from './check-pairs.js'
import { type DescentResult, descend } from './descend.js'
import { settle } from './descent-settings.js'
import { requireNetwork } from './require-network.js'
import { smoothnessIn, smoothnessRegulariser } from './smoothness.js'
import { squaredError } from './squared-error.js'
import { type TrainData, type TrainEpoch, type TrainOptions, trainOptions } from './train-options.js'

/** Outcome of {@link train}. */
export interface TrainResult<N extends Network = Network>
  extends Omit<DescentResult<N>, 'history' | 'loss' | 'validation'> {
  /** Mean squared error over the training data in the first and the last epoch. */
  readonly loss: { readonly first: number; readonly last: number }
  /** On the validation data, in dB: the noisy signals, the network before training, the best epoch. */
  readonly psnr: { readonly noisy: number; readonly before: number; readonly validation: number }
  readonly history: readonly TrainEpoch[]
  /** β of the regulariser of dynamic weights; 0 without. */
  readonly smoothness: number
}

const defaults = { epochs: 300, batch: 500, learningRate: 0.01, initialisations: 4 }

/**
 * Trains a network to map noisy to clean signals by the mean squared error: {@link minimise} with pairs as its data,
 * PSNR as its figures and the regulariser of dynamic weights.
 *
 * @throws DivergenceError `TRAINING_DIVERGED`, naming the block or the parameter, when the loss or a parameter is not
 *   finite
 * @throws ParameterError `TRAINING_OPTION` for an option that is unknown, missing or out of range
 * @throws ParameterError `CHECKPOINT_MISMATCH` when a checkpoint belongs to other options or data
 */
export async function train<N extends Network>(
  network: N,
  data: TrainData,
  options: TrainOptions = {},
): Promise<TrainResult<N>> {
  const option = (name: string) => ({ owner: 'train', option: name, code: 'TRAINING_OPTION' })
  requireNetwork('train', network)
  requireObject(option('data'), data, 'an object with train and validation')
  const { train: training, validation } = data
  checkPairs(training, 'training')
  checkPairs(validation, 'validation')
  checkDimension(network, training.noisy.shape, 'training')
  checkDimension(network, validation.noisy.shape, 'validation')
  requireKnown(option('options'), options, trainOptions)
  const { smoothness: given, onProgress = () => {}, ...rest } = options
  requireKind(option('onProgress'), onProgress, 'function')
  const smoothness = smoothnessIn('train', network, given)
  const {
    loss,
    validation: judged,
    history,
    ...result
  } = await descend(
    'train',
    network,
    {
      network,
      data: { train: [squaredError(network, training)], validation: [squaredError(network, validation)] },
      settings: settle('train', network, rest, defaults, true),
      regulariser: smoothness > 0 ? smoothnessRegulariser(network, smoothness) : undefined,
    },
    ({ best, validation: mse, ...progress }) =>
      onProgress({ ...progress, psnr: psnrOf(mse!), bestPsnr: psnrOf(best!) }),
  )
  return {
    ...result,
    loss,
    psnr: {
      noisy: psnr(validation.noisy.data, validation.clean.data),
      before: psnrOf(judged!.before),
      validation: psnrOf(judged!.best),
    },
    history: history.map(({ epoch, loss, validation }) => ({ epoch, loss, psnr: psnrOf(validation!) })),
    smoothness,
  }
}
