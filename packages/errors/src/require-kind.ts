import type { Option } from './option.js'
import { refused } from './refused.js'

/** What {@link requireKind} tells apart. */
interface Kinds {
  boolean: boolean
  string: string
  function: (...given: never[]) => unknown
}

const names = { boolean: 'true or false', string: 'text', function: 'a function' }

/**
 * Refuses what is not of the kind that `typeof` names.
 *
 * @throws ParameterError under the option's code
 */
export function requireKind<K extends keyof Kinds>(
  option: Option,
  given: unknown,
  kind: K,
  hint?: string,
): asserts given is Kinds[K] {
  if (typeof given === kind) return
  throw refused(option, given, names[kind], hint)
}
