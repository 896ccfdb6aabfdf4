import type { TrainSettings } from './settings.js'
import type { TrainingRun } from './training-run.js'
import { freshState } from './training-state.js'

/** Far enough apart that neighbouring seeds of two runs share no start. */
const seedStride = 1_000_003

/**
 * Raw parameters to start from. Small networks have poor local minima, so several random starts are each trained for a few epochs and
 * the one with the best validation PSNR is taken (C21 sec. 7.1.1 takes the best of several full trainings). The first start is that of the seed itself.
 */
export async function chooseInitial(run: TrainingRun, settings: TrainSettings): Promise<Float64Array> {
  const { network, seed, initial, initialisations, trialEpochs, onProgress } = settings
  if (initial !== undefined) return initial
  const starts = Array.from({ length: initialisations }, (_, i) =>
    network.parametrisation.initial(seed + i * seedStride),
  )
  if (starts.length === 1) return starts[0]!
  let [best, bestPsnr] = [starts[0]!, Number.NEGATIVE_INFINITY]
  const epochs = initialisations * trialEpochs
  for (const [index, start] of starts.entries()) {
    const state = freshState(start, settings.optimiser, { fingerprint: '', options: {} }, Number.NEGATIVE_INFINITY)
    while (state.epoch < trialEpochs) {
      await run.epoch(state)
      const epoch = index * trialEpochs + state.epoch
      onProgress?.({
        phase: 'starts',
        ...state.history.at(-1)!,
        epoch,
        epochs,
        bestPsnr: Math.max(bestPsnr, state.bestPsnr),
      })
    }
    if (state.bestPsnr > bestPsnr) [best, bestPsnr] = [start, state.bestPsnr]
  }
  return best
}
