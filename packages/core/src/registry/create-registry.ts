import { RegistryError } from '@numeural/errors'
import { corePlugin } from '../backends/core-plugin.js'
import { collectEntries } from '../plugin/collect-entries.js'
import type { Entry } from '../plugin/entry.js'
import type { Kind } from '../plugin/kind.js'
import { namingPlugin } from '../plugin/naming-plugin.js'
import { definePlugin, duplicate, type Plugin } from '../plugin/plugin.js'
import type { Registry } from './registry.js'

/**
 * Gathers the entries of plugins, of all kinds that the plugins declare;
 * the backends of this package are always among them.
 * All entries are checked here, so that a wrong formula is refused when it is loaded.
 *
 * @throws RegistryError `PLUGIN_DUPLICATE` for two entries or kinds of one name, naming both owners;
 *   `PLUGIN_KIND` for entries of a kind that no plugin declares; what definePlugin() throws;
 *   what the check of the kind throws, naming the plugin
 * @example
 * const numeural = createRegistry(standardPlugin, examplePlugin)
 * numeural.nonlinearity('weickert')
 */
export function createRegistry<const P extends readonly Plugin[]>(...given: P): Registry<P[number]> {
  const plugins: readonly Plugin[] = [corePlugin, ...given]
  for (const plugin of plugins) definePlugin(plugin)
  const kinds = kindsOf(plugins)
  for (const plugin of plugins) requireKinds(plugin, kinds)
  const collected = [...kinds.values()].map((kind) => {
    const { entries, get, ownerOf } = collectEntries(plugins, kind.name)
    return { kind, entries: entries as readonly Entry[], get, ownerOf }
  })
  for (const { kind, entries, ownerOf } of collected) {
    for (const entry of entries) namingPlugin(ownerOf(entry.name), () => kind.check?.(entry))
  }
  const list = () =>
    Object.fromEntries(
      collected.map(({ kind, entries, ownerOf }) => [
        kind.name,
        entries.map((entry) => ({ ...(kind.list?.(entry) ?? { name: entry.name }), plugin: ownerOf(entry.name) })),
      ]),
    )
  const byKind = collected.flatMap(({ kind, entries, get }) => [
    [kind.name, entries],
    [kind.one, get],
  ])
  return { ...Object.fromEntries(byKind), list }
}

/** The declared kinds by their names; several plugins may declare the very same. */
function kindsOf(plugins: readonly Plugin[]): Map<string, Kind> {
  const found = new Map<string, { readonly kind: Kind; readonly owner: string }>()
  for (const plugin of plugins) {
    for (const kind of plugin.kinds ?? []) {
      for (const key of [kind.name, kind.one]) {
        const other = found.get(key)
        if (other !== undefined && other.kind !== kind) throw duplicate('kinds', key, other.owner, plugin.name)
        found.set(key, { kind, owner: plugin.name })
      }
    }
  }
  return new Map([...found.values()].map(({ kind }) => [kind.name, kind]))
}

function requireKinds(plugin: Plugin, kinds: ReadonlyMap<string, Kind>): void {
  const unknown = Object.keys(plugin).find((key) => key !== 'name' && key !== 'kinds' && !kinds.has(key))
  if (unknown === undefined) return
  const known = [...kinds.keys()]
  throw new RegistryError(
    `The plugin '${plugin.name}' has entries in '${unknown}', a kind that no plugin declares; there are ${known.join(', ') || 'none'}.`,
    {
      code: 'PLUGIN_KIND',
      given: unknown,
      allowed: known,
      hint: `Correct the name, or also give createRegistry() the plugin that declares '${unknown}', such as standardPlugin of @numeural/schemes.`,
    },
  )
}
