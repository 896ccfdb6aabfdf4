import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'

/**
 * Runs the writing of a file, and says which file it was if the system refuses (full disk, no permission).
 *
 * @param flag The option that named the file.
 * @param written What the command has written before.
 * @throws UsageError for transparent pixels where the format has none; WorkError for an error of the system;
 *   anything else as it is.
 */
export async function writing(
  flag: string,
  given: string,
  write: () => Promise<void>,
  written: readonly string[] = [],
): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const { errno, message, code } = cause as NodeJS.ErrnoException
    if (code === 'IMAGE_ALPHA') {
      const ways = 'name a file that ends in .png, .webp or .tiff'
      throw new UsageError(`${flag} ${given}`, `${message}: ${ways}`, { cause })
    }
    if (typeof errno !== 'number') throw cause
    throw new WorkError(
      `${flag} ${given}`,
      `it cannot be written (${message}); ${written.length === 0 ? 'nothing was changed' : `written before it: ${written.join(', ')}`}`,
      { cause },
    )
  }
}
