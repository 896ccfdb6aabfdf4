import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readRegularFile, writeAtomically } from '@numeural/datasets/node'
import { ModelFileError } from '@numeural/errors'
import type { CheckpointStore, EpochRecord, TrainingState } from '../training-state.js'
import { reasonOf } from './reason-of.js'
import { decodeSafeTensors, encodeSafeTensors } from './safetensors.js'

/** A checkpoint in a file. */
export interface FileCheckpoint extends CheckpointStore {
  /** The notes that the file was written with; null if there is no file. */
  notes(): Promise<Readonly<Record<string, string>> | null>
}

/**
 * Keeps a training run's checkpoint in one safetensors file, replaced atomically.
 *
 * @param notes kept with every state, such as how the run was asked for
 */
export function fileCheckpoint(path: string, notes: Readonly<Record<string, string>> = {}): FileCheckpoint {
  const read = async (): Promise<Uint8Array | null> =>
    await readRegularFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw new ModelFileError(`${path}: ${reasonOf(error)}.`, {
        code: 'CHECKPOINT_UNREADABLE',
        given: path,
        allowed: 'a file that fileCheckpoint() wrote, or none',
        hint: 'Train afresh, without resume.',
      })
    })
  return {
    async load() {
      const bytes = await read()
      return bytes === null ? null : decode(bytes, path)
    },
    async notes() {
      const bytes = await read()
      if (bytes === null) return null
      const { state: _, ...notes } = decodeSafeTensors(bytes, path).metadata
      return notes
    },
    async save(state) {
      const { initial, raw, optimiser, best, ...rest } = state
      await mkdir(dirname(path), { recursive: true })
      await writeAtomically(
        path,
        encodeSafeTensors({
          tensors: { initial, raw, optimiser, best },
          metadata: { ...notes, state: JSON.stringify(rest) },
        }),
      )
    },
  }
}

function decode(bytes: Uint8Array, path: string): TrainingState {
  const { tensors, metadata } = decodeSafeTensors(bytes, path)
  const { initial, raw, optimiser, best } = tensors
  const rest = parsed(metadata.state)
  if (!initial || !raw || !optimiser || !best || rest === null) {
    throw new ModelFileError(`${path} is no checkpoint of a training run.`, {
      code: 'CHECKPOINT_MALFORMED',
      given: path,
      allowed: 'a file that fileCheckpoint() wrote',
      hint: 'Train afresh, without resume.',
    })
  }
  return { ...rest, initial, raw, optimiser, best }
}

type Rest = Omit<TrainingState, 'initial' | 'raw' | 'optimiser' | 'best'>

function parsed(text: string | undefined): Rest | null {
  try {
    const rest = JSON.parse(text ?? 'null') as Rest | null
    const whole =
      typeof rest?.fingerprint === 'string' &&
      [rest.epoch, rest.bestEpoch].every(Number.isInteger) &&
      [rest.bestLoss, rest.lossBefore].every((loss) => loss === null || Number.isFinite(loss)) &&
      ['undefined', 'object'].includes(typeof rest.options) &&
      rest.options !== null &&
      Array.isArray(rest.history) &&
      rest.history.every((record: EpochRecord) => Number.isInteger(record.epoch))
    return whole ? rest : null
  } catch {
    return null
  }
}
