import { ParameterError, RegistryError } from '@numeural/errors'
import type { Entry } from './entry.js'
import type { Kind } from './kind.js'

/**
 * A name and lists of entries by kind: `{ name, nonlinearities: […], schemes: […] }`;
 * under `kinds` those that it declares. Which kinds there are is up to the packages that declare them.
 */
export type Plugin = { readonly name: string; readonly kinds?: readonly Kind[] } & {
  readonly [kind: string]: string | readonly Entry[] | undefined
}

/** The entries of one kind in a plugin type; never if it has none. */
export type EntriesOf<P extends Plugin, Kind extends string> =
  P extends Readonly<Record<Kind, readonly (infer E extends Entry)[]>> ? E : never

/** Plain data under a name that may stand in an error message and in JSON. */
const namePattern = /^[A-Za-z@][A-Za-z0-9@/:._-]*$/

/**
 * Checks a plugin and gives it back, its names kept in its type:
 * a name, and lists whose entries have names, each once in its list.
 * The entries themselves are checked by the functions that made them, and by `createRegistry`.
 *
 * @throws ParameterError `PLUGIN_SHAPE`, `PLUGIN_NAME`; RegistryError `PLUGIN_DUPLICATE`
 */
export function definePlugin<const P extends Plugin>(plugin: P): P {
  if (typeof plugin !== 'object' || plugin === null) {
    throw badShape('A plugin is no object', plugin)
  }
  checkName('plugin', plugin.name)
  for (const [kind, list] of Object.entries(plugin)) {
    if (kind === 'name') continue
    if (!Array.isArray(list)) throw badShape(`'${kind}' of the plugin '${plugin.name}' is no list`, typeof list)
    const names = new Set<string>()
    for (const entry of list as readonly Entry[]) {
      if (typeof entry !== 'object' || entry === null) {
        throw badShape(`'${kind}' of the plugin '${plugin.name}' holds something that is no entry`, typeof entry)
      }
      checkName(`entry of '${kind}' in the plugin '${plugin.name}'`, entry.name)
      if (names.has(entry.name)) throw duplicate(kind, entry.name, plugin.name, plugin.name)
      names.add(entry.name)
    }
  }
  return plugin
}

/** The error for a name that two entries of a kind have. */
export function duplicate(kind: string, name: string, owner: string, other: string): RegistryError {
  const owners = owner === other ? `twice by the plugin '${owner}'` : `by the plugins '${owner}' and '${other}'`
  return new RegistryError(`'${name}' in '${kind}' is given ${owners}.`, {
    code: 'PLUGIN_DUPLICATE',
    given: { name, kind, owners: [owner, other] },
    allowed: 'every name once',
    hint: 'Leave one of the plugins out, or rename the entry.',
  })
}

function checkName(what: string, name: unknown): void {
  if (typeof name === 'string' && namePattern.test(name)) return
  throw new ParameterError(`The name of the ${what} is ${JSON.stringify(name) ?? 'missing'}.`, {
    code: 'PLUGIN_NAME',
    given: name,
    allowed: 'a letter or @, then letters, digits and any of @ / : . _ -',
    hint: 'Give it a name such as my-diffusivity.',
  })
}

function badShape(message: string, given: unknown): ParameterError {
  return new ParameterError(`${message}.`, {
    code: 'PLUGIN_SHAPE',
    given,
    allowed: '{ name, <kind>: [entries with a name] }',
    hint: 'Make plugins with definePlugin().',
  })
}
