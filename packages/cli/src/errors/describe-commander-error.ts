import type { CommanderError } from 'commander'
import { closestName } from './closest-name.js'

/** What to do about each kind of refusal of the command line framework. */
const advice: Readonly<Record<string, string>> = {
  'commander.unknownOption': '`--help` after the command lists its options',
  'commander.unknownCommand': '`numeural --help` lists the commands',
  'commander.excessArguments': 'give one input; names and files with spaces need quotes',
  'commander.missingArgument': '`--help` after the command shows how to call it',
  'commander.missingMandatoryOptionValue': '`--help` after the command shows how to call it',
  'commander.optionMissingArgument': 'give it a value',
}

/**
 * One line for a refusal of the command line framework, in the form of all other errors:
 * what was given, then what to do.
 *
 * @param names of the commands, and of the options with their dashes
 */
export function describeCommanderError(error: CommanderError, names: readonly string[]): string {
  const [problem = '', suggestion] = error.message
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.trim().replace(/\.$/, ''))
  const guess = suggestion?.match(/^\((Did you mean .*\?)\)$/)?.[1]?.replace('Did', 'did') ?? guessOf(problem, names)
  const next = [guess, advice[error.code]].filter((part) => part !== undefined)
  return [problem, next.join(' ')].filter((part) => part !== '').join(': ')
}

/** The framework suggests only what is written in the same case. */
function guessOf(problem: string, names: readonly string[]): string | undefined {
  const given = /^unknown (?:option|command) '([^']*)'/.exec(problem)?.[1]
  const meant = given === undefined ? null : closestName(given.split('=')[0]!, names)
  return meant === null ? undefined : `did you mean ${meant}?`
}
