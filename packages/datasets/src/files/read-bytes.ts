import { InputFileError } from '@numeural/errors'
import { readRegularFile } from './read-regular-file.js'

/** Bytes from a file or from memory, and what to call them in messages. */
export interface InputBytes {
  readonly bytes: Uint8Array
  /** The path, or `'The input'` for bytes from memory. */
  readonly label: string
}

/**
 * The bytes of a file, or those given.
 *
 * @throws InputFileError with code `INPUT_MISSING`, `INPUT_DIRECTORY`, `INPUT_PIPE`,
 *   `INPUT_UNREADABLE` or `INPUT_EMPTY`, naming the file.
 */
export async function readBytes(input: string | Uint8Array, allowed: string): Promise<InputBytes> {
  const label = typeof input === 'string' ? input : 'The input'
  const bytes = typeof input === 'string' ? await bytesOf(input, allowed) : input
  if (bytes.length === 0) throw inputFileError('INPUT_EMPTY', label, 'is empty', allowed)
  return { bytes, label }
}

async function bytesOf(path: string, allowed: string): Promise<Uint8Array> {
  try {
    return await readRegularFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EISDIR') throw inputFileError('INPUT_DIRECTORY', path, 'is a directory', allowed)
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new InputFileError(
        `${path} does not exist.`,
        { code: 'INPUT_MISSING', given: path, allowed, hint: 'Correct the path.' },
        { cause },
      )
    }
    if (code === 'ENOTFILE')
      throw inputFileError('INPUT_PIPE', path, 'is a pipe or device', `${allowed}, or - for stdin`)
    throw new InputFileError(
      `${path} cannot be read (${(cause as Error).message}).`,
      { code: 'INPUT_UNREADABLE', given: path, allowed, hint: 'Make the file readable, or take another.' },
      { cause },
    )
  }
}

/** An error about an input file in one shape: what file, what is wrong with it, what is allowed. */
export function inputFileError(
  code: string,
  label: string,
  problem: string,
  allowed: string,
  cause?: unknown,
): InputFileError {
  return new InputFileError(`${label} ${problem}; allowed: ${allowed}.`, { code, given: label, allowed }, { cause })
}
