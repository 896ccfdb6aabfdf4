import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file in one go: beside it under a name of its own, then renamed over. A failure leaves the old file and nothing else.
 * A link is followed; a device or pipe is written straight, because renaming over it would replace it.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const target = await realpath(path).catch(() => path)
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
    throw error
  }
}
