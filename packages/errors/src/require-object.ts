import type { Option } from './option.js'
import { refused } from './refused.js'

/**
 * Refuses what is no object of named values.
 *
 * @throws ParameterError under the option's code
 */
export function requireObject(
  option: Option,
  given: unknown,
  allowed: string | readonly string[] = 'an object',
  hint?: string,
): asserts given is Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given)) return
  throw refused(option, given, allowed, hint)
}
