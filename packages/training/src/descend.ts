import { createBackend, requireBackend } from '@numeural/core'
import { type Model, modelOf, type Network } from '@numeural/schemes'
import { identityOf, type RunIdentity, resumed } from './checkpoint.js'
import { chooseStart } from './choose-start.js'
import { Descent, type DescentTask } from './descent.js'
import type { DescentProgress } from './descent-progress.js'
import { type EpochRecord, freshState, type TrainingState } from './training-state.js'

/** Outcome of a run. */
export interface DescentResult<N extends Network = Network> {
  /** The network with the parameters of the best epoch on the validation data; without such data, of the last one. */
  readonly model: Model<N>
  /** Raw parameters that the first epoch began with. */
  readonly initial: Float64Array
  /** Epochs done, over all resumed parts. */
  readonly epochs: number
  readonly bestEpoch: number
  /** Mean loss over the training data in the first and the last epoch. */
  readonly loss: { readonly first: number; readonly last: number }
  /** Mean loss on the validation data before training and in the best epoch; null without such data. */
  readonly validation: { readonly before: number; readonly best: number } | null
  readonly history: readonly EpochRecord[]
  readonly stopped: 'epochs' | 'patience'
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}

/** The trainer, behind `train` and `minimise`. */
export async function descend<N extends Network>(
  owner: string,
  network: N,
  task: DescentTask,
  onProgress: (progress: DescentProgress) => void = () => {},
): Promise<DescentResult<N>> {
  const started = performance.now()
  const { settings } = task
  const backend = settings.backend ?? (await createBackend())
  requireBackend(backend)
  let descent: Descent | null = null
  try {
    descent = await Descent.start(backend, task)
    const identity = await identityOf(task, backend)
    const state = (await resumed(owner, task, identity)) ?? (await begin(descent, task, identity, onProgress))
    const stopped = await repeat(descent, task, state, onProgress)
    const { lossBefore: before, bestLoss: best, history } = state
    return {
      model: modelOf(network, state.best),
      initial: state.initial.slice(),
      epochs: state.epoch,
      bestEpoch: state.bestEpoch,
      loss: { first: history[0]?.loss ?? Number.NaN, last: history.at(-1)?.loss ?? Number.NaN },
      validation: before === null || best === null ? null : { before, best },
      history,
      stopped,
      backend: backend.info.name,
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    descent?.dispose()
    if (settings.backend === undefined) backend.dispose()
  }
}

async function begin(
  descent: Descent,
  task: DescentTask,
  identity: RunIdentity,
  onProgress: (progress: DescentProgress) => void,
): Promise<TrainingState> {
  const initial = await chooseStart(descent, task, onProgress)
  return freshState(initial, task.settings.optimiser, identity, await descent.validate(initial, 0))
}

/** Epoch after epoch, with checkpoints, until all are done or patience ends. */
async function repeat(
  descent: Descent,
  { settings }: DescentTask,
  state: TrainingState,
  onProgress: (progress: DescentProgress) => void,
): Promise<DescentResult['stopped']> {
  const { checkpoint, epochs, patience } = settings
  let saved = performance.now()
  descent.begin()
  try {
    while (state.epoch < epochs) {
      if (state.epoch - state.bestEpoch >= patience) return 'patience'
      await descent.epoch(state)
      onProgress({ phase: 'training', ...state.history.at(-1)!, epochs, best: state.bestLoss })
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
