import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'

/**
 * The options of a run.
 *
 * @typedef {object} Options
 * @property {string[]} only
 * @property {string[]} peers
 * @property {number[]} threads
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} limit
 * @property {number} patience
 * @property {boolean} quick
 * @property {string} out
 * @property {boolean} docs
 * @property {string | null} against another checkout, built, that is measured as well
 * @property {string[]} given the options that change the figures, as they were given
 */

/**
 * Reads the command line; ends the process with a message if it is wrong.
 *
 * @param {readonly string[]} argv as in `process.argv`
 * @param {readonly string[]} workloads
 * @param {readonly string[]} peers
 * @returns {Options}
 */
export function readOptions(argv, workloads, peers) {
  const latest = fileURLToPath(new URL('../results/latest.json', import.meta.url))
  const command = new Command('bench')
    .description('Measures ours, the peers that are there and the limits in turns, and writes what it found as JSON.')
    .option('--only <list>', `workloads: ${workloads.join(',')}`, listOf(workloads), [...workloads])
    .option('--peers <list>', `peers: ${peers.join(',')}, or none`, listOf([...peers, 'none']), [...peers])
    .option('--threads <list>', 'numbers of threads', wholeNumbers, [1, 2])
    .option('--rounds <count>', 'measurements of each contestant (7; quick: 3)', wholeNumber)
    .option('--seconds <time>', 'time of a measurement (0.5; quick: 0.2)', positiveNumber)
    .option('--limit <time>', 'seconds after which a contestant that does not answer is stopped', positiveNumber, 100)
    .option('--patience <time>', 'seconds that a contestant may use up in one case', positiveNumber, 40)
    .option('--quick', 'short measurements, and only the smallest size of each workload', false)
    .option('--out <file>', 'where to write the JSON', latest)
    .option('--against <checkout>', 'another checkout, built, to measure beside this one in A, B, C and D')
    .option('--docs', 'write the tables of docs/performance.md anew, those of what was measured', false)
    // pnpm hands the -- on that separates its own options from those of the script.
    .parse(argv.filter((argument, index) => index < 2 || argument !== '--'))
  /** @type {Omit<Options, 'given' | 'against'> & { against?: string } & { rounds?: number, seconds?: number }} */
  const options = command.opts()
  const { against = null, rounds = options.quick ? 3 : 7, seconds = options.quick ? 0.2 : 0.5 } = options
  return { ...options, against, rounds, seconds, given: givenOptions(command) }
}

/** @param {Command} command */
function givenOptions(command) {
  const others = ['only', 'docs', 'out']
  return command.options
    .map((option) => option.attributeName())
    .filter((name) => command.getOptionValueSource(name) === 'cli' && !others.includes(name))
    .flatMap((name) => {
      const value = command.getOptionValue(name)
      return value === true ? [`--${name}`] : [`--${name}`, String(value)]
    })
}

/**
 * A parser of a list such as `A,C3` with names from a known set, upper or lower case.
 *
 * @param {readonly string[]} known
 * @returns {(text: string) => string[]}
 */
export function listOf(known) {
  return (text) =>
    text.split(',').map((part) => {
      const name = known.find((each) => each.toLowerCase() === part.trim().toLowerCase())
      if (name === undefined)
        throw new InvalidArgumentError(`There is no '${part.trim()}'; there are ${known.join(', ')}.`)
      return name
    })
}

/**
 * A list of different whole numbers of at least 1, such as `1,2`.
 *
 * @param {string} text
 */
export function wholeNumbers(text) {
  return [...new Set(text.split(',').map(wholeNumber))]
}

/**
 * A whole number of at least 1.
 *
 * @param {string} text
 */
export function wholeNumber(text) {
  const number = positiveNumber(text)
  if (!Number.isInteger(number)) throw new InvalidArgumentError(`'${text}' is no whole number.`)
  return number
}

/**
 * A finite number greater than 0.
 *
 * @param {string} text
 */
export function positiveNumber(text) {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError(`'${text}' is no number greater than 0.`)
  return number
}
