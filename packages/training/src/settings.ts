import { ParameterError } from '@numeural/errors'
import { isBlockNetwork } from '@numeural/schemes'
import { adam } from './adam.js'
import type { LearningRateSchedule } from './learning-rate.js'
import type { Optimiser } from './optimiser.js'
import { usualSmoothness } from './smoothness.js'
import type { TrainOptions } from './train-options.js'

/** {@link TrainOptions} with every default settled and every number checked. */
export interface TrainSettings extends TrainOptions {
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  readonly schedule: LearningRateSchedule
  readonly optimiser: Optimiser
  readonly patience: number
  readonly seed: number
  readonly initialisations: number
  readonly trialEpochs: number
  readonly checkpointSeconds: number
  readonly smoothness: number
}

/** Fills in the defaults; throws a ParameterError for numbers out of range. */
export function settle(options: TrainOptions): TrainSettings {
  const { network } = options
  const isDynamic = isBlockNetwork(network) && network.weights === 'dynamic'
  const settings = {
    ...options,
    epochs: options.epochs ?? 300,
    batch: options.batch ?? 500,
    learningRate: options.learningRate ?? 0.01,
    schedule: options.schedule ?? 'cosine',
    optimiser: options.optimiser ?? adam(),
    patience: options.patience ?? Number.POSITIVE_INFINITY,
    seed: options.seed ?? 0,
    initialisations: options.initialisations ?? 4,
    trialEpochs: options.trialEpochs ?? 3,
    checkpointSeconds: options.checkpointSeconds ?? 2,
    smoothness: options.smoothness ?? (isDynamic ? usualSmoothness(network) : 0),
  } as const
  requireThat(
    Number.isInteger(settings.epochs) && settings.epochs >= 0,
    'epochs',
    settings.epochs,
    'a whole number, at least 0',
  )
  requireThat(
    Number.isInteger(settings.batch) && settings.batch >= 1,
    'batch',
    settings.batch,
    'a whole number, at least 1',
  )
  requireThat(
    settings.learningRate > 0 && Number.isFinite(settings.learningRate),
    'learningRate',
    settings.learningRate,
    'a positive number',
  )
  requireThat(settings.patience >= 1, 'patience', settings.patience, 'at least 1 epoch')
  requireThat(
    settings.schedule === 'constant' || settings.schedule === 'cosine',
    'schedule',
    settings.schedule,
    'constant or cosine',
  )
  for (const name of ['initialisations', 'trialEpochs'] as const) {
    requireThat(
      Number.isInteger(settings[name]) && settings[name] >= 1,
      name,
      settings[name],
      'a whole number, at least 1',
    )
  }
  requireThat(
    settings.smoothness >= 0 && Number.isFinite(settings.smoothness),
    'smoothness',
    settings.smoothness,
    'a finite number, at least 0',
  )
  requireThat(
    isDynamic || options.smoothness === undefined,
    'smoothness',
    `${options.smoothness} for ${isBlockNetwork(network) ? network.weights : network.kind} weights`,
    'it for a network with dynamic weights only',
  )
  const { rawLength } = options.network.parametrisation
  const given = options.initial?.length ?? rawLength
  requireThat(given === rawLength, 'initial', `${given} numbers`, `${rawLength} numbers, as the network has`)
  requireThat(
    options.resume !== true || options.checkpoint !== undefined,
    'resume',
    'true without a checkpoint',
    'a checkpoint store to resume from',
  )
  return settings
}

function requireThat(holds: boolean, name: string, given: unknown, allowed: string): void {
  if (!holds)
    throw new ParameterError(`${name}: ${given}: give ${allowed}`, { code: 'TRAINING_OPTION', given, allowed })
}
