import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '../errors/usage-error.js'
import { files } from './files.js'
import { generator } from './report/report.js'

/** A folder that is filled out of sight and shown when it is whole. */
export interface OutputFolder {
  /** Where to write meanwhile: beside the folder, so that a rename is enough. */
  readonly staging: string
  /** Puts what was written in place: at once if there was no folder, else file by file, the report last. */
  publish(): Promise<void>
  /** Removes what was written and not published. */
  discard(): Promise<void>
}

/**
 * Opens the folder of a report.
 *
 * @param folder absolute path; its parents are made if they are missing
 * @throws UsageError if it is a file, or a folder that holds something other than an earlier report
 */
export async function openOutputFolder(folder: string): Promise<OutputFolder> {
  await refuseOthers(folder)
  const parent = dirname(folder)
  await mkdir(parent, { recursive: true })
  const staging = join(parent, `.${basename(folder)}.${randomUUID()}.part`)
  await mkdir(staging)
  const discard = (): Promise<void> => rm(staging, { recursive: true, force: true })
  return {
    staging,
    discard,
    async publish() {
      if ((await stat(folder).catch(() => null)) === null) return await rename(staging, folder)
      await moveOver(staging, folder)
      await discard()
    },
  }
}

async function refuseOthers(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (found === null) return
  if (!found.isDirectory()) throw new UsageError(`--out ${folder}`, 'this is a file; name a folder')
  if ((await readdir(folder)).length === 0) return
  const report = await readFile(join(folder, files.report), 'utf8').catch(() => '')
  if (report.includes(`<meta name="generator" content="${generator}">`)) return
  throw new UsageError(`--out ${folder}`, 'this folder holds something else; name a new one, or an empty one')
}

/** Files over files by renaming, folders first, so that the page comes after what it shows. */
async function moveOver(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true })
  for (const entry of entries.filter((each) => each.isDirectory())) {
    await mkdir(join(to, entry.name), { recursive: true })
    await moveOver(join(from, entry.name), join(to, entry.name))
  }
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    await rename(join(from, entry.name), join(to, entry.name))
  }
}
