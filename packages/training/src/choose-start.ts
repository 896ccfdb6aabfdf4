import type { Descent, DescentTask } from './descent.js'
import type { DescentProgress } from './descent-progress.js'
import { freshState } from './training-state.js'

/** Far enough apart that neighbouring seeds of two runs share no start. */
const seedStride = 1_000_003

/**
 * Raw parameters to start from. Small networks have poor local minima, so several random starts are each trained for a
 * few epochs and the one that is best on the validation data is taken (C21 sec. 7.1.1 takes the best of several full
 * trainings). The first start is that of the seed itself.
 */
export async function chooseStart(
  descent: Descent,
  { network, settings }: DescentTask,
  onProgress: (progress: DescentProgress) => void,
): Promise<Float64Array> {
  const { seed, initial, initialisations, trialEpochs } = settings
  if (initial !== undefined) return initial
  const startOf = (index: number) => network.parametrisation.initial(seed + index * seedStride)
  if (initialisations === 1) return startOf(0)
  let best = startOf(0)
  let bestLoss: number | null = null
  const epochs = initialisations * trialEpochs
  for (let index = 0; index < initialisations; index++) {
    const start = startOf(index)
    const state = freshState(start, settings.optimiser, { fingerprint: '', options: {} }, null)
    while (state.epoch < trialEpochs) {
      await descent.epoch(state)
      const epoch = index * trialEpochs + state.epoch
      const soFar = lower(state.bestLoss, bestLoss) ? state.bestLoss : bestLoss
      onProgress({ phase: 'starts', ...state.history.at(-1)!, epoch, epochs, best: soFar })
    }
    if (lower(state.bestLoss, bestLoss)) [best, bestLoss] = [start, state.bestLoss]
  }
  return best
}

function lower(loss: number | null, than: number | null): boolean {
  return loss !== null && (than === null || loss < than)
}
