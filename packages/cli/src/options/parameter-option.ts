import type { Command } from 'commander'
import { UsageError } from '../errors/usage-error.js'
import { real } from './number-rules.js'
import { readNumber } from './parse-number.js'

/** Values of `--parameter` by name. */
export type ParameterOption = Readonly<Record<string, number>>

/** Adds the repeatable `--parameter k=v`. */
export function addParameterOption(command: Command): Command {
  return command.option(
    '--parameter <k=v>',
    'set a parameter, and declare it with --define; may be repeated',
    collectParameter,
    {},
  )
}

function collectParameter(text: string, previous: ParameterOption): ParameterOption {
  const split = text.indexOf('=')
  const name = text.slice(0, Math.max(split, 0)).trim()
  if (name === '') throw new UsageError(`--parameter '${text}'`, 'give name=number, such as lambda=2')
  if (Object.hasOwn(previous, name))
    throw new UsageError(`--parameter ${text}`, `'${name}' is given already; give it once`)
  const value = readNumber(`--parameter ${name}=`, text.slice(split + 1).trim(), real)
  // From entries, so that a parameter called __proto__ is one like any other.
  return Object.fromEntries([...Object.entries(previous), [name, value]])
}
