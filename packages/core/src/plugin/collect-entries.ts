import { RegistryError } from '@numeural/errors'
import type { Entry } from './entry.js'
import { definePlugin, duplicate, type EntriesOf, type Plugin } from './plugin.js'

/** All entries of one kind that some plugins have, by name. */
export interface EntryCollection<E extends Entry> {
  /** Names in the order of the plugins. */
  readonly names: readonly E['name'][]
  readonly entries: readonly E[]
  has(name: string): boolean
  /** @throws RegistryError `REGISTRY_UNKNOWN`, listing the known names */
  get<Name extends E['name']>(
    name: Name,
  ): Extract<E, { readonly name: Name }> extends never ? E : Extract<E, { readonly name: Name }>
  /** The plugin that an entry comes from. */
  ownerOf(name: string): string
}

/**
 * Gathers the entries of a kind: the foundation of a registry. Plugins without that kind are fine;
 * two entries of one name are not.
 *
 * @param kind the plugins' key, such as `schemes`; messages call an entry by it
 * @throws RegistryError `PLUGIN_DUPLICATE` naming both owners, and what definePlugin() throws
 */
export function collectEntries<const P extends Plugin, Kind extends string>(
  plugins: readonly P[],
  kind: Kind,
): EntryCollection<EntriesOf<P, Kind>> {
  type E = EntriesOf<P, Kind>
  const found = new Map<string, { entry: E; owner: string }>()
  for (const plugin of plugins) {
    definePlugin(plugin)
    const list = (Object.hasOwn(plugin, kind) ? plugin[kind as string] : undefined) ?? []
    for (const entry of list as readonly E[]) {
      const other = found.get(entry.name)
      if (other !== undefined) throw duplicate(kind, entry.name, other.owner, plugin.name)
      found.set(entry.name, { entry, owner: plugin.name })
    }
  }
  const find = (name: string): { entry: E; owner: string } => {
    const item = found.get(name)
    if (item !== undefined) return item
    const known = [...found.keys()]
    throw new RegistryError(`There is no '${name}' in '${kind}'; there are ${known.join(', ') || 'none'}.`, {
      code: 'REGISTRY_UNKNOWN',
      given: name,
      allowed: known,
      hint: 'Check the name, or add the plugin that has it.',
    })
  }
  return {
    names: [...found.keys()],
    entries: [...found.values()].map((item) => item.entry),
    has: (name) => found.has(name),
    get: (name) => find(name).entry as never,
    ownerOf: (name) => find(name).owner,
  }
}
