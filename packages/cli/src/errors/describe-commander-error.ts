import type { CommanderError } from 'commander'

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
 */
export function describeCommanderError(error: CommanderError): string {
  const [problem = '', suggestion] = error.message
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.trim().replace(/\.$/, ''))
  const guess = suggestion?.match(/^\((Did you mean .*\?)\)$/)?.[1]
  const next = [guess?.replace('Did', 'did'), advice[error.code]].filter((part) => part !== undefined)
  return [problem, next.join(' ')].filter((part) => part !== '').join(': ')
}
