import { ParameterError } from './errors.js'
import { requireObject } from './require-object.js'

/**
 * Refuses options that are no object, or have a key that nobody reads: a misspelt option would silently do nothing.
 *
 * @param known every option that there is; write it as `{ width: true, … } satisfies Record<keyof Options, true>`,
 *   so that the compiler keeps it complete
 * @throws ParameterError under the code; `given` is the unknown key, `allowed` lists the known ones
 */
export function requireKnown(
  { owner, code }: { readonly owner: string; readonly code: string },
  options: unknown,
  known: Readonly<Record<string, true>>,
): void {
  requireObject({ owner, option: 'options', code }, options)
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(known, key))
  if (unknown === undefined) return
  const allowed = Object.keys(known)
  throw new ParameterError(`${owner}: there is no option ${unknown}; there are ${allowed.join(', ')}.`, {
    code,
    given: unknown,
    allowed,
    hint: 'Correct the name, or leave the option out.',
  })
}
