import { constants, open } from 'node:fs/promises'

/**
 * The bytes of a regular file. Others are refused without waiting:
 * opening a pipe that nobody writes to would hang for ever.
 *
 * @throws the system's error, or an error with the code `EISDIR` for a folder, `ENOTFILE` for a pipe,
 *   a socket or a device
 */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw Object.assign(new Error(`${path} is a directory`), { code: 'EISDIR' })
    if (!found.isFile()) throw Object.assign(new Error(`${path} is no regular file`), { code: 'ENOTFILE' })
    return await file.readFile()
  } finally {
    await file.close()
  }
}
