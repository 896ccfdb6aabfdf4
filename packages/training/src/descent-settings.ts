import { chosen } from '@numeural/core'
import { refused, requireKind, requireNumber, requireOneOf, requireWhole } from '@numeural/errors'
import type { Network } from '@numeural/schemes'
import type { DescentOptions } from './descent-options.js'
import { learningRateSchedules } from './learning-rate.js'
import type { Optimiser } from './optimiser.js'
import { standardOptimisers } from './standard-optimisers.js'

/** {@link DescentOptions} with every default settled and every number checked. */
export type DescentSettings = Pick<DescentOptions, OwnDefault> &
  Required<Omit<DescentOptions, OwnDefault | 'optimiser'>> & { readonly optimiser: Optimiser }

/** Options whose absence means something. */
type OwnDefault = 'initial' | 'checkpoint' | 'backend' | 'signal'

/** Defaults in which `train` and `minimise` differ. */
export type DescentDefaults = Required<Pick<DescentOptions, 'batch' | 'learningRate' | 'initialisations'>> &
  Pick<DescentOptions, 'epochs'>

/**
 * Fills in the defaults.
 *
 * @param judged whether there are validation data that tell which epoch and which start is best
 * @throws ParameterError `TRAINING_OPTION` for options that are not of their kind or out of range
 */
export function settle(
  owner: string,
  { parametrisation }: Network,
  options: DescentOptions,
  defaults: DescentDefaults,
  judged: boolean,
): DescentSettings {
  const option = (name: keyof DescentOptions) => ({ owner, option: name, code: 'TRAINING_OPTION' })
  const settings = {
    ...options,
    epochs: options.epochs ?? (defaults.epochs as number),
    batch: options.batch ?? defaults.batch,
    learningRate: options.learningRate ?? defaults.learningRate,
    schedule: options.schedule ?? 'cosine',
    optimiser: chosen<Optimiser>(
      option('optimiser'),
      options.optimiser === undefined ? 'adam' : options.optimiser,
      standardOptimisers,
      'step',
    ),
    patience: options.patience ?? Number.POSITIVE_INFINITY,
    seed: options.seed ?? 0,
    initialisations: options.initialisations ?? (judged ? defaults.initialisations : 1),
    trialEpochs: options.trialEpochs ?? 3,
    resume: options.resume ?? false,
    checkpointSeconds: options.checkpointSeconds ?? 2,
  }
  requireWhole(option('epochs'), settings.epochs, { least: 0 })
  requireNumber(option('learningRate'), settings.learningRate, { above: 0 })
  requireOneOf(option('schedule'), settings.schedule, learningRateSchedules)
  requireWhole(option('seed'), settings.seed, { least: 0 })
  for (const name of ['batch', 'initialisations', 'trialEpochs'] as const) requireWhole(option(name), settings[name])
  if (options.patience !== undefined) requireWhole(option('patience'), options.patience)
  requireNumber(option('checkpointSeconds'), settings.checkpointSeconds, { least: 0 })
  requireKind(option('resume'), settings.resume, 'boolean')
  if (settings.resume && settings.checkpoint === undefined) {
    throw refused(option('resume'), true, 'false without a checkpoint', 'Say where the checkpoint is kept.')
  }
  if (!judged && (options.patience !== undefined || settings.initialisations > 1)) {
    const name = options.patience === undefined ? 'initialisations' : 'patience'
    throw refused(option(name), options[name], 'with validation data only', 'Give validation data, which judge epochs.')
  }
  const { rawLength } = parametrisation
  const { initial } = options
  if (initial !== undefined && !(initial instanceof Float64Array && initial.length === rawLength)) {
    throw refused(option('initial'), initial, `a Float64Array of ${rawLength} numbers, as the network has`)
  }
  return settings
}
