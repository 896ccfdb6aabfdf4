import { type Backend, createBackend, psnr, requireBackend } from '@numeural/core'
import { checkPairs } from './check-pairs.js'
import { chooseInitial } from './choose-initial.js'
import { fingerprintOf } from './fingerprint.js'
import { type DecisiveOptions, otherOptions } from './other-options.js'
import { requireOptions } from './require-options.js'
import { settle, type TrainSettings } from './settings.js'
import type { TrainOptions } from './train-options.js'
import { TrainingRun } from './training-run.js'
import { type EpochRecord, freshState, type TrainingState } from './training-state.js'

/** Outcome of a training run. */
export interface TrainResult {
  /** Raw parameters of the best epoch by validation PSNR. */
  readonly raw: Float64Array
  /** Raw parameters that the first epoch began with. */
  readonly initial: Float64Array
  /** Epochs done, over all resumed parts. */
  readonly epochs: number
  readonly bestEpoch: number
  /** Mean squared error over the training data in the first and the last epoch. */
  readonly loss: { readonly first: number; readonly last: number }
  /** On the validation data, in dB: the noisy signals, the network before training, the best epoch. */
  readonly psnr: { readonly noisy: number; readonly before: number; readonly validation: number }
  readonly history: readonly EpochRecord[]
  readonly stopped: 'epochs' | 'patience'
  /** β of the regulariser of dynamic weights; 0 without. */
  readonly smoothness: number
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}

/**
 * Trains a network to map noisy to clean signals by the mean squared error.
 *
 * One step: raw → effective parameters (float64) → rounded once to float32 → plan → gradient (float64) → raw gradient → optimiser.
 * The order of the batches is a function of the seed and the epoch alone, so that a run resumed from a checkpoint ends with the same bits.
 *
 * @throws DivergenceError `TRAINING_DIVERGED`, naming the block or the parameter, when the loss or a parameter is not finite
 * @throws ParameterError `TRAINING_OPTION` for an option that is missing or out of range
 * @throws ParameterError `CHECKPOINT_MISMATCH` when a checkpoint belongs to other options or data
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const started = performance.now()
  requireOptions('train', options, ['network', 'training', 'validation'])
  const settings = settle(options)
  checkPairs(settings.training, 'training')
  checkPairs(settings.validation, 'validation')
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const run = await TrainingRun.start(backend, settings)
  try {
    const identity = await identityOf(settings, backend)
    const state = (await resumed(settings, identity)) ?? (await begin(run, settings, identity))
    const stopped = await repeat(run, settings, state)
    return {
      raw: state.best.slice(),
      initial: state.initial.slice(),
      epochs: state.epoch,
      bestEpoch: state.bestEpoch,
      loss: { first: state.history[0]?.loss ?? Number.NaN, last: state.history.at(-1)?.loss ?? Number.NaN },
      psnr: {
        noisy: psnr(settings.validation.noisy.data, settings.validation.clean.data),
        before: state.psnrBefore,
        validation: state.bestPsnr,
      },
      history: state.history,
      stopped,
      smoothness: settings.smoothness,
      backend: backend.info.name,
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    run.dispose()
    if (options.backend === undefined) backend.dispose()
  }
}

/** Epoch after epoch, with checkpoints, until all are done or patience ends. */
async function repeat(
  run: TrainingRun,
  settings: TrainSettings,
  state: TrainingState,
): Promise<TrainResult['stopped']> {
  const { checkpoint, epochs, patience, onProgress } = settings
  let saved = performance.now()
  try {
    while (state.epoch < epochs) {
      if (state.epoch - state.bestEpoch >= patience) return 'patience'
      await run.epoch(state)
      onProgress?.({ phase: 'training', ...state.history.at(-1)!, epochs, bestPsnr: state.bestPsnr })
      if (performance.now() - saved >= settings.checkpointSeconds * 1000) {
        await checkpoint?.save(state)
        saved = performance.now()
      }
    }
    return 'epochs'
  } finally {
    // Also when aborted or diverged: the state is that of the last whole epoch.
    await checkpoint?.save(state)
  }
}

/** The options that decide the bits of the outcome. */
function decisive(settings: TrainSettings, backend: Backend): DecisiveOptions {
  const {
    network,
    epochs,
    batch,
    learningRate,
    schedule,
    optimiser,
    patience,
    seed,
    initial,
    initialisations,
    trialEpochs,
    smoothness,
  } = settings
  return {
    network: network.description,
    epochs,
    batch,
    learningRate,
    schedule,
    optimiser: { name: optimiser.name, ...optimiser.settings },
    smoothness,
    patience: String(patience),
    seed,
    initial: initial === undefined ? [initialisations, trialEpochs] : [...initial],
    backend: backend.info.name,
  }
}

/** What a checkpoint belongs to. */
interface RunIdentity {
  readonly fingerprint: string
  readonly options: DecisiveOptions
}

async function identityOf(settings: TrainSettings, backend: Backend): Promise<RunIdentity> {
  const options = decisive(settings, backend)
  const fingerprint = await fingerprintOf(options, [settings.training, settings.validation])
  // Starting parameters may be many; that there were some is enough for a message.
  return { fingerprint, options: settings.initial === undefined ? options : { ...options, initial: 'given' } }
}

async function begin(run: TrainingRun, settings: TrainSettings, identity: RunIdentity): Promise<TrainingState> {
  const initial = await chooseInitial(run, settings)
  return freshState(initial, settings.optimiser, identity, await run.validate(initial, 0))
}

async function resumed(settings: TrainSettings, identity: RunIdentity): Promise<TrainingState | null> {
  if (settings.resume !== true) return null
  const state = (await settings.checkpoint?.load()) ?? null
  if (state !== null && state.fingerprint !== identity.fingerprint) throw otherOptions(state.options, identity.options)
  return state
}
