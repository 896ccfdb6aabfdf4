import type { Backend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import type { Network } from '@numeural/schemes'
import type { LearningRateSchedule } from './learning-rate.js'
import type { Optimiser } from './optimiser.js'
import type { CheckpointStore, EpochRecord } from './training-state.js'

/** What {@link train} needs. */
export interface TrainOptions {
  readonly network: Network
  /** Pairs to learn from. */
  readonly training: SignalPairs
  /** Pairs by which the best epoch is chosen. */
  readonly validation: SignalPairs
  /** Passes over the training data. Default 300. */
  readonly epochs?: number
  /** Signals per step. Default 500. */
  readonly batch?: number
  /** Default 0.01. */
  readonly learningRate?: number
  /** Default `cosine`. */
  readonly schedule?: LearningRateSchedule
  /** Default {@link adam}. */
  readonly optimiser?: Optimiser
  /**
   * β of the regulariser that keeps the weights of neighbouring blocks close, for networks with `dynamic` weights and grey
   * values in [0, 255] (C21 eq. 27). Default 5 for standard residual networks, 10 for all others; 0 turns it off.
   */
  readonly smoothness?: number
  /** Stop after this many epochs without a better validation PSNR. Default: never. */
  readonly patience?: number
  /** Of the initial parameters and the order of the batches. Default 0. */
  readonly seed?: number
  /** Random starts of which the best goes on, judged by validation PSNR after {@link trialEpochs}. Default 4. */
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
  readonly onProgress?: (progress: TrainProgress) => void
}

/** State of a run after an epoch. */
export interface TrainProgress extends EpochRecord {
  /** `starts`: an epoch of a random start that is tried; epochs are counted over all starts. `training`: of the run itself. */
  readonly phase: 'starts' | 'training'
  /** Epochs of this phase. */
  readonly epochs: number
  readonly bestPsnr: number
}
