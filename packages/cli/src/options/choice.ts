import { UsageError } from '../errors/usage-error.js'

/** A parser for an option that takes one of a few names. */
export function choiceFor<const Name extends string>(flag: string, names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text)
    if (found !== undefined) return found
    throw new UsageError(`${flag} '${text}'`, `choose ${names.join(', ')}`)
  }
}
