import { ParameterError } from './errors.js'
import type { Option } from './option.js'
import { shown } from './shown.js'

/**
 * The error for an option with a value that is not allowed. All refusals read the same:
 * who, which option, what was given, what is allowed.
 *
 * @param allowed a rule that completes “allowed: …”, or the list of choices
 * @param hint one sentence with a capital and a full stop that says what to do, where the rule does not say it already
 */
export function refused(
  { owner, option, code }: Option,
  given: unknown,
  allowed: string | readonly string[],
  hint?: string,
): ParameterError {
  const choices = typeof allowed === 'string' ? allowed : allowed.join(', ')
  const message = `${owner}: ${option} is ${shown(given)}; allowed: ${choices}.`
  return new ParameterError(message, { code, given, allowed, ...(hint === undefined ? {} : { hint }) })
}
