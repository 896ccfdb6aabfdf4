import { randomUUID } from 'node:crypto'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readRegularFile } from '@numeural/datasets/node'

/** What the weights of a model are called: 16 digits of their hash. */
export const weightsName = /^weights-[0-9a-f]{16}\.safetensors$/

/** What a writer that was killed may leave behind, besides weights. */
const leftover = /^\.(weights-[0-9a-f]{16}\.safetensors|model\.json)\..*\.(part|old)$/

/** Milliseconds after which a file that nothing names belongs to no writer any more. */
const abandoned = 3_600_000

/** The weights that the `model.json` of a folder names; null if there is none that does. */
export async function namedWeights(directory: string): Promise<string | null> {
  try {
    const text = new TextDecoder().decode(await readRegularFile(join(directory, 'model.json')))
    const { weights } = JSON.parse(text) as { weights?: { file?: unknown } }
    return typeof weights?.file === 'string' && weightsName.test(weights.file) ? weights.file : null
  } catch {
    return null
  }
}

/**
 * Removes weights that `model.json` does not name any more. Another writer may be about to name them, as their name is
 * their hash: they are moved aside first, and come back if it has done so meanwhile.
 */
export async function discardWeights(directory: string, file: string): Promise<void> {
  if ((await namedWeights(directory)) === file) return
  const aside = join(directory, `.${file}.${randomUUID()}.old`)
  // Another writer may have removed them already.
  if (!(await succeeds(rename(join(directory, file), aside)))) return
  if ((await namedWeights(directory)) === file) await rename(aside, join(directory, file))
  else await rm(aside, { force: true })
}

/** Removes what writers that were killed have left. */
export async function removeAbandoned(directory: string, keep: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name === keep || !(weightsName.test(name) || leftover.test(name))) continue
    const path = join(directory, name)
    const found = await stat(path).catch(() => null)
    if (found === null || Date.now() - found.mtimeMs < abandoned) continue
    if (name !== (await namedWeights(directory))) await rm(path, { force: true })
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  )
}
