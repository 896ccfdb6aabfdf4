import { closestName } from '../errors/closest-name.js'
import { UsageError } from '../errors/usage-error.js'

/** The refusal of a name that is none of those allowed. */
export function unknownName(flag: string, given: string, names: readonly string[]): UsageError {
  const meant = closestName(given, names)
  return new UsageError(
    `${flag} '${given}'`,
    `${meant === null ? '' : `did you mean ${meant}? `}choose ${names.join(', ')}`,
  )
}

/** A parser for an option that takes one of a few names. */
export function choiceFor<const Name extends string>(flag: string, names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text)
    if (found !== undefined) return found
    throw unknownName(flag, text, names)
  }
}
