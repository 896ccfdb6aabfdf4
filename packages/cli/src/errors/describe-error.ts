import { CommanderError } from 'commander'
import { printable } from '../output/printable.js'
import { closestName } from './closest-name.js'
import { describeCommanderError } from './describe-commander-error.js'
import { Interruption } from './interruption.js'
import { withAdvice } from './with-advice.js'

/** How a failed command ends. */
export interface Failure {
  /** 1: the work failed; 2: the request was wrong; 130: interrupted. */
  readonly exitCode: 1 | 2 | 130
  /** One line, without the leading `numeural: `. */
  readonly line: string
}

/**
 * Names of the error classes that say that the request was wrong, not the work:
 * told by name, because two copies of a package may be installed.
 */
const requestErrors = new Set(['UsageError', 'ParameterError', 'FormulaError', 'ShapeError', 'RegistryError'])

/** A nonlinearity or scheme whose formulas contradict themselves is a wrong request as well. */
const requestCodes = /^(NONLINEARITY|SCHEME|PLUGIN)_/

/** Whatever a file says wrongly is an unreadable file, a wrong formula too. */
const fileErrors = new Set(['ModelFileError', 'InputFileError'])

/**
 * The exit code and the one line for whatever a command threw.
 *
 * @param names what could have been meant by an unknown command or option
 */
export function describeError(error: unknown, signal: AbortSignal, names: readonly string[] = []): Failure {
  if (error instanceof Interruption) return { exitCode: 130, line: oneLine(error.message) }
  if (signal.aborted && (error === signal.reason || isAbort(error))) return { exitCode: 130, line: 'interrupted' }
  if (error instanceof CommanderError) return { exitCode: 2, line: oneLine(describeCommanderError(error, names)) }
  const details = asDetails(error)
  const wrongRequest =
    requestErrors.has(details.name) || (requestCodes.test(details.code) && !fileErrors.has(details.name))
  return { exitCode: wrongRequest ? 2 : 1, line: oneLine(whole(details)) }
}

interface Details {
  readonly name: string
  readonly message: string
  readonly code: string
  readonly path?: string
  readonly position?: number
  readonly given?: unknown
  readonly allowed?: string | readonly string[]
  readonly hint?: string
}

function asDetails(error: unknown): Details {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: '' }
  const { code, path, position, given, allowed, hint } = error as Partial<Details>
  return {
    name: error.name,
    message: error.message === '' ? error.name : error.message,
    code: String(code ?? ''),
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof position === 'number' ? { position } : {}),
    given,
    ...(allowed === undefined ? {} : { allowed }),
    ...(typeof hint === 'string' ? { hint } : {}),
  }
}

/** The message, and after it what is allowed or what to do, unless the message has said so already. */
function whole({ message, path, position, given, allowed, hint }: Details): string {
  const said = message.replace(/\.$/, '')
  const parts: [string, ...string[]] = [path !== undefined && !said.includes(path) ? `${path}: ${said}` : said]
  if (position !== undefined && !/position|character|column/i.test(said)) parts.push(`at position ${position}`)
  const meant = typeof given === 'string' && Array.isArray(allowed) ? closestName(given, allowed) : null
  const advice = hint === undefined ? undefined : uncapitalised(hint.replace(/\.$/, ''))
  const choices = typeof allowed === 'string' ? allowed : allowed?.join(', ')
  // The name that was meant says what the hint of a wrong name says, and says it better.
  if (meant !== null) parts.push(`did you mean ${meant}?`)
  else if (advice !== undefined) {
    if (!said.toLowerCase().includes(advice.toLowerCase())) parts.push(advice)
  } else if (choices !== undefined && choices !== '' && !said.includes(choices)) parts.push(`allowed: ${choices}`)
  return withAdvice(...parts)
}

/** A sentence as it goes on after a colon; names and abbreviations keep their capitals. */
function uncapitalised(sentence: string): string {
  return /^[A-Z][a-z]+ [a-z`'-]/.test(sentence) ? `${sentence[0]!.toLowerCase()}${sentence.slice(1)}` : sentence
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** Longer lines are cut in their middle: the beginning says what was given, the end what to do. */
const longestLine = 1000

/** One line of a sensible length, without control characters: what comes from a file must not command the terminal. */
function oneLine(text: string): string {
  const line = printable(text.replace(/\s*[\r\n]+\s*/g, ' ')).trim()
  const half = longestLine / 2
  return line.length <= longestLine ? line : `${line.slice(0, half)} … ${line.slice(-half)}`
}
