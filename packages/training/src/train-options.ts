import type { SignalPairs } from '@numeural/datasets'
import { type DescentOptions, descentOptions } from './descent-options.js'

/**
 * What {@link train} learns from; a data set may have other parts besides, such as the `test` of `denoisingSignals()`.
 */
export interface TrainData {
  /** Pairs to learn from. */
  readonly train: SignalPairs
  /** Pairs by which the best epoch is chosen. */
  readonly validation: SignalPairs
}

/**
 * Options of {@link train}: defaults are 300 epochs, batches of 500 signals, a learning rate of 0.01 and 4 random
 * starts.
 */
export interface TrainOptions extends DescentOptions {
  /**
   * β of the regulariser that keeps the weights of neighbouring blocks close, for networks with `dynamic` weights and
   * grey values in [0, 255] (C21 eq. 27). Default 5 for standard residual networks, 10 for all others; 0 turns it off.
   */
  readonly smoothness?: number
  readonly onProgress?: (progress: TrainProgress) => void
}

/** All of them, for `requireKnown`. */
export const trainOptions = {
  ...descentOptions,
  smoothness: true,
  onProgress: true,
} as const satisfies Record<keyof TrainOptions, true>

/** Figures of one epoch. */
export interface TrainEpoch {
  /** Counted from 1. */
  readonly epoch: number
  /** Mean squared error over the training data during the epoch, in squared grey values. */
  readonly loss: number
  /** On the validation data after the epoch, in dB. */
  readonly psnr: number
}

/** State of a run after an epoch. */
export interface TrainProgress extends TrainEpoch {
  /**
   * `starts`: an epoch of a random start that is tried; epochs are counted over all starts. `training`: of the run
   * itself.
   */
  readonly phase: 'starts' | 'training'
  /** Epochs of this phase. */
  readonly epochs: number
  readonly bestPsnr: number
}
