import type { Backend } from '@numeural/core'
import type { DescentTask } from './descent.js'
import { fingerprintOf } from './fingerprint.js'
import { type DecisiveOptions, otherOptions } from './other-options.js'
import type { TrainingState } from './training-state.js'

/** What a checkpoint belongs to. */
export interface RunIdentity {
  readonly fingerprint: string
  readonly options: DecisiveOptions
}

/** The identity of a run that keeps checkpoints; hashing the data takes a while, so others have none. */
export async function identityOf(task: DescentTask, backend: Backend): Promise<RunIdentity> {
  const { data, settings } = task
  if (settings.checkpoint === undefined) return { fingerprint: '', options: {} }
  const options = decisive(task, backend)
  const objectives = [...data.train, ...(data.validation ?? [])]
  const shapes = objectives.map(({ plan, count, terms = 1 }) => ({ plan, count, terms }))
  const arrays = objectives.flatMap(({ inputs }) => Object.values(inputs))
  const fingerprint = await fingerprintOf([options, data.train.length, shapes], arrays)
  // Starting parameters may be many; that there were some is enough for a message.
  return { fingerprint, options: settings.initial === undefined ? options : { ...options, initial: 'given' } }
}

/** The state to go on from; null if the run begins. */
export async function resumed(owner: string, task: DescentTask, identity: RunIdentity): Promise<TrainingState | null> {
  const { resume, checkpoint } = task.settings
  if (!resume) return null
  const state = (await checkpoint?.load()) ?? null
  if (state !== null && state.fingerprint !== identity.fingerprint) {
    throw otherOptions(owner, state.options, identity.options)
  }
  return state
}

/** The options that decide the bits of the outcome. */
function decisive({ network, settings, regulariser }: DescentTask, backend: Backend): DecisiveOptions {
  const { epochs, batch, learningRate, schedule, optimiser, patience, seed, initial } = settings
  return {
    network: network.description,
    epochs,
    batch,
    learningRate,
    schedule,
    optimiser: { name: optimiser.name, ...optimiser.settings },
    ...regulariser?.settings,
    patience: String(patience),
    seed,
    initial: initial === undefined ? [settings.initialisations, settings.trialEpochs] : [...initial],
    backend: backend.info.name,
  }
}
