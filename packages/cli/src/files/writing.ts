import { WorkError } from '../errors/work-error.js'

/**
 * Runs the writing of a file, and says which file it was if the system refuses (full disk, no permission).
 *
 * @param flag The option that named the file.
 * @throws WorkError for an error of the system; anything else as it is.
 */
export async function writing(flag: string, given: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const { errno, message } = cause as NodeJS.ErrnoException
    if (typeof errno !== 'number') throw cause
    throw new WorkError(`${flag} ${given}`, `it cannot be written (${message}); nothing was changed`, { cause })
  }
}
