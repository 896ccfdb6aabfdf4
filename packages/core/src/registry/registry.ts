import type { corePlugin } from '../backends/core-plugin.js'
import type { Entry } from '../plugin/entry.js'
import type { Kind } from '../plugin/kind.js'
import type { EntriesOf, Plugin } from '../plugin/plugin.js'

/** The kinds that plugins of a type declare. */
export type KindsOf<P extends Plugin> = P extends { readonly kinds: readonly (infer K)[] } ? Extract<K, Kind> : never

/** The names of the entries of a kind; any text where the type of a plugin does not tell them. */
export type NameOf<P extends Plugin, KindName extends string> =
  IsOpen<P> extends true ? string : EntriesOf<P, KindName>['name']

/** Whether a plugin among those of a union is just a `Plugin`, whatever it may have. */
type IsOpen<P extends Plugin> = true extends (P extends Plugin ? (string extends keyof P ? true : never) : never)
  ? true
  : false

type EntryOf<K extends Kind> = K extends Kind<string, string, infer E, object> ? E : Entry
type ListingOf<K extends Kind> = K extends Kind<string, string, infer _, infer Listing> ? Listing : object

/**
 * Everything that some plugins have. For every kind that they declare,
 * such as `schemes` with the singular `scheme`, there is `registry.schemes`, all entries, and `registry.scheme(name)`,
 * which throws a RegistryError `REGISTRY_UNKNOWN` that lists the known names. Names are known to the type checker.
 */
export type Registry<P extends Plugin = Plugin> = RegistryOf<P | typeof corePlugin>

type RegistryOf<P extends Plugin> = {
  readonly [K in KindsOf<P> as K['name']]: readonly EntryOf<K>[]
} & {
  readonly [K in KindsOf<P> as K['one']]: (name: NameOf<P, K['name']>) => EntryOf<K>
} & {
  /** Every entry by kind, as its kind shows it, and the plugin that it comes from: what `numeural list` prints. */
  list(): { readonly [K in KindsOf<P> as K['name']]: readonly (ListingOf<K> & { readonly plugin: string })[] }
}
