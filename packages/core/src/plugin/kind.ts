import { refused, requireKind, requireKnown } from '@numeural/errors'
import type { Entry } from './entry.js'

/**
 * A kind of things that plugins bring: `schemes`, `smoothers`, … Packages declare theirs;
 * no package lists those of others.
 */
export interface Kind<
  Name extends string = string,
  One extends string = string,
  E extends Entry = Entry,
  Listing extends object = object,
> {
  /** The plugins' key, such as `schemes`; a registry has all entries under it. */
  readonly name: Name
  /** What one of them is called, such as `scheme`; a registry finds one by this method. */
  readonly one: One
  /** Refuses what is no entry of the kind, or a wrong one: what would fail on first use fails while it loads. */
  check?(entry: E): void
  /** What a list of everything shows of an entry; its name unless told otherwise. */
  list?(entry: E): Listing
}

/** What plugins and registries have besides their kinds. */
const reserved = ['name', 'kinds', 'list']
const wordPattern = /^[a-z][A-Za-z0-9]*$/

/**
 * Declares a kind; the package's plugin has it in its list `kinds`.
 *
 * @throws ParameterError `KIND_OPTION`
 * @example
 * const filters = defineKind({ name: 'filters', one: 'filter', check: (filter: Filter) => requireFilter(filter) })
 * export const mine = definePlugin({ name: 'mine', kinds: [filters], filters: [box] })
 */
export function defineKind<
  const Name extends string,
  const One extends string,
  E extends Entry = Entry,
  Listing extends object = { readonly name: string },
>(kind: Kind<Name, One, E, Listing>): Kind<Name, One, E, Listing> {
  const code = 'KIND_OPTION'
  const known = { name: true, one: true, check: true, list: true } satisfies Record<keyof Kind, true>
  requireKnown({ owner: 'defineKind', code }, kind, known)
  for (const option of ['name', 'one'] as const) {
    const given: unknown = kind[option]
    if (typeof given === 'string' && wordPattern.test(given) && !reserved.includes(given)) continue
    throw refused(
      { owner: 'defineKind', option, code },
      given,
      `letters and digits, the first one small, and none of ${reserved.join(', ')}`,
      "Give the plural as name and the singular as one, such as 'schemes' and 'scheme'.",
    )
  }
  for (const option of ['check', 'list'] as const) {
    if (kind[option] !== undefined) requireKind({ owner: 'defineKind', option, code }, kind[option], 'function')
  }
  return Object.freeze({ ...kind })
}
