import { accessSync, constants, statSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'
import type { Session } from '../session/session.js'

/**
 * The absolute path of a file that a command will write, refused now rather than after the work.
 *
 * @param flag The option it came by, for messages.
 * @param endings What it may end in, with the dot.
 * @throws UsageError for an empty path or another ending; WorkError if its folder is missing or cannot be written to.
 */
export function checkOutput(session: Session, flag: string, given: string, endings: readonly string[]): string {
  if (given === '') throw new UsageError(`${flag} ''`, `name a file that ends in ${endings.join(', ')}`)
  if (!endings.includes(extname(given).toLowerCase())) {
    throw new UsageError(`${flag} ${given}`, `name a file that ends in ${endings.join(', ')}`)
  }
  const path = session.path(given)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError(`${flag} ${given}`, 'this is a folder; name a file in it')
  }
  checkFolder(flag, given, dirname(path))
  return path
}

function checkFolder(flag: string, given: string, folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new WorkError(`${flag} ${given}`, `there is no folder ${folder}; create it first`)
  }
  try {
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new WorkError(`${flag} ${given}`, `the folder ${folder} cannot be written to`, { cause })
  }
}
