import type { Optimiser } from './optimiser.js'
import type { DecisiveOptions } from './other-options.js'

/** Figures of one epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number
  /** Mean loss over the training data during the epoch. */
  readonly loss: number
  /** Mean loss on the validation data after the epoch; null without such data. */
  readonly validation: number | null
}

/** Everything a training run needs to go on to the bit: what a checkpoint holds. */
export interface TrainingState {
  /** SHA-256 of the options and the data; a checkpoint goes on only under the same ones. */
  readonly fingerprint: string
  /** Those options, so that a refusal can name the one that differs; checkpoints of earlier versions have none. */
  readonly options?: DecisiveOptions
  /** Raw parameters before the first epoch. */
  readonly initial: Float64Array
  /** Mean loss on the validation data before training; null without such data. */
  readonly lossBefore: number | null
  /** Epochs done. */
  epoch: number
  /** Raw parameters after that epoch. */
  raw: Float64Array
  /** Memory of the optimiser. */
  optimiser: Float64Array
  /** Raw parameters of the best epoch so far on the validation data; without such data, of the last one. */
  best: Float64Array
  /** That epoch (0: before training). */
  bestEpoch: number
  /** Its mean loss on the validation data. */
  bestLoss: number | null
  history: EpochRecord[]
}

/** Where a training run keeps its checkpoint; `fileCheckpoint` of `@numeural/training/node` is one. */
export interface CheckpointStore {
  /** The last state saved, or null. */
  load(): Promise<TrainingState | null>
  /** Saves atomically: a reader sees the old state or the new one, never a part. */
  save(state: TrainingState): Promise<void>
}

/** The state before the first epoch. */
export function freshState(
  initial: Float64Array,
  optimiser: Optimiser,
  run: { readonly fingerprint: string; readonly options: DecisiveOptions },
  lossBefore: number | null,
): TrainingState {
  return {
    ...run,
    initial: initial.slice(),
    lossBefore,
    epoch: 0,
    raw: initial.slice(),
    optimiser: new Float64Array(optimiser.stateLength(initial.length)),
    best: initial.slice(),
    bestEpoch: 0,
    bestLoss: lossBefore,
    history: [],
  }
}
