import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'
import type { Session } from '../session/session.js'
import { replacedModel } from './replaced-model.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/** Where `train` keeps its checkpoint in the folder of the model. */
export const checkpointFile = 'checkpoint.safetensors'

/**
 * The folder of the model, made if it is missing, so that a wrong place is known before the training.
 *
 * @throws UsageError for a file, and for a folder with a model or the checkpoint of one, unless it may be overwritten;
 *   WorkError if there is no place for the folder
 */
export async function modelFolder(
  session: Session,
  { out, resume, overwrite }: Pick<TrainDenoiseOptions, 'out' | 'resume' | 'overwrite'>,
): Promise<string> {
  if (out === '') throw new UsageError("--out ''", 'name a folder for the model')
  const folder = session.path(out)
  const found = await stat(folder).catch(() => null)
  if (found !== null && !found.isDirectory()) throw new UsageError(`--out ${out}`, 'this is a file; name a folder')
  if (found === null && (await stat(dirname(folder)).catch(() => null)) === null) {
    throw new WorkError(`--out ${out}`, `there is no folder ${dirname(folder)}; create it first`)
  }
  if (!resume) await refuseLoss(session, folder, out, overwrite)
  await mkdir(folder, { recursive: true })
  return folder
}

/** Hours of training may be in a folder: nobody replaces them by accident. */
async function refuseLoss(session: Session, folder: string, out: string, overwrite: boolean): Promise<void> {
  const model = await replacedModel(session, folder)
  if (model !== null) {
    if (overwrite) return session.note(`${out}: replaces the model that was there (${model})`)
    throw new UsageError(
      `--out ${out}`,
      `there is a model already (${model}); name another folder, or give --overwrite`,
    )
  }
  if (overwrite || !(await isThere(join(folder, checkpointFile)))) return
  throw new UsageError(
    `--out ${out}`,
    'there is the checkpoint of a training that was interrupted; go on with --resume, or give --overwrite',
  )
}

/** Whether something has that path. */
export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
