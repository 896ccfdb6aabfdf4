import type { EpochRecord } from './training-state.js'

/** State of a run after an epoch. */
export interface DescentProgress extends EpochRecord {
  /**
   * `starts`: an epoch of a random start that is tried; epochs are counted over all starts. `training`: of the run
   * itself.
   */
  readonly phase: 'starts' | 'training'
  /** Epochs of this phase. */
  readonly epochs: number
  /** Lowest mean loss on the validation data so far; null without such data. */
  readonly best: number | null
}
