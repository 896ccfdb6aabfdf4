import { randomUUID } from 'node:crypto'
import { open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Writes a file in one go: beside it under a name of its own, then renamed over.
 * A failure leaves the old file and nothing else.
 * A link is followed, also one that leads to a file not yet there;
 * a device or pipe is written straight, because renaming over it would replace it.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const target = await targetOf(path)
  const existing = await stat(target).catch(() => null)
  if (existing !== null && !existing.isFile()) return await writeFile(target, content)
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`)
  try {
    const file = await open(beside, 'wx', existing === null ? 0o666 : existing.mode & 0o777)
    try {
      await file.writeFile(content)
      // Without this a power cut after the rename could leave an empty file under the final name.
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw withPath(error, path)
  }
}

/** A full disk is reported without the file that it has no room for. */
function withPath(error: unknown, path: string): unknown {
  const { code, errno, message, path: known } = error as NodeJS.ErrnoException
  if (typeof errno !== 'number' || known !== undefined) return error
  return Object.assign(new Error(`${message} '${path}'`, { cause: error }), { code, errno, path })
}

/** More links than this are a ring. */
const mostLinks = 40

/** Where links lead; `realpath` gives up at one whose file is not there. */
async function targetOf(path: string): Promise<string> {
  let target = path
  for (let k = 0; k < mostLinks; k++) {
    const next = await readlink(target).catch(() => null)
    if (next === null) break
    target = resolve(dirname(target), next)
  }
  return await realpath(target).catch(() => target)
}
