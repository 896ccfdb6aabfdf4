import type { Backend, Choice } from '@numeural/core'
import type { LearningRateSchedule } from './learning-rate.js'
import type { Optimiser } from './optimiser.js'
import type { standardOptimisers } from './standard-optimisers.js'
import type { CheckpointStore } from './training-state.js'

/** Options that `train` and `minimise` share: how the parameters go down, from where, how long, and what is kept. */
export interface DescentOptions {
  /** Passes over the training data. */
  readonly epochs?: number
  /** Samples per step. */
  readonly batch?: number
  readonly learningRate?: number
  /** Default `cosine`. */
  readonly schedule?: LearningRateSchedule
  /** A value, a name, or a name with options: `{ name: 'adam', beta1: 0.8 }`. Default `adam`. */
  readonly optimiser?: Choice<Optimiser, (typeof standardOptimisers)[number]>
  /** Stop after this many epochs without a better one on the validation data. Default: never. */
  readonly patience?: number
  /** Of the initial parameters and the order of the batches. Default 0. */
  readonly seed?: number
  /** Random starts of which the best on the validation data after {@link trialEpochs} goes on. */
  readonly initialisations?: number
  /** Epochs that every random start is tried for. Default 3. */
  readonly trialEpochs?: number
  /** Raw parameters to start from, instead of random ones. */
  readonly initial?: Float64Array
  /** Where to keep checkpoints; none by default. */
  readonly checkpoint?: CheckpointStore
  /** Go on from the checkpoint (from the start if there is none). Default false. */
  readonly resume?: boolean
  /** Seconds between checkpoints, at the least. Default 2. */
  readonly checkpointSeconds?: number
  /** Default: a `wasm` backend made for this call. */
  readonly backend?: Backend
  readonly signal?: AbortSignal
}

/** All of them, for `requireKnown`. */
export const descentOptions = {
  epochs: true,
  batch: true,
  learningRate: true,
  schedule: true,
  optimiser: true,
  patience: true,
  seed: true,
  initialisations: true,
  trialEpochs: true,
  initial: true,
  checkpoint: true,
  resume: true,
  checkpointSeconds: true,
  backend: true,
  signal: true,
} as const satisfies Record<keyof DescentOptions, true>
