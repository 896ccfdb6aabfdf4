import type { Option } from './option.js'
import { refused } from './refused.js'

/**
 * Refuses what is none of the choices.
 *
 * @throws ParameterError under the option's code; `allowed` lists the choices
 */
export function requireOneOf<const T extends string>(
  option: Option,
  given: unknown,
  choices: readonly T[],
  hint?: string,
): asserts given is T {
  if (choices.some((choice) => choice === given)) return
  throw refused(option, given, choices, hint)
}
