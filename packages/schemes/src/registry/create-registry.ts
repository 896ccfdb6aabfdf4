import { checkNonlinearity, type Nonlinearity } from '@numeural/activations'
import { collectEntries, type EntriesOf, type Plugin } from '@numeural/core'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import type { Scheme } from '../scheme/scheme.js'
import { naming, requireNonlinearity, requireScheme } from './check-entry.js'
import { listNonlinearity, listScheme, type NonlinearityListing, type SchemeListing } from './list-entries.js'

/** Everything that some plugins have, by name. Names are known to the type checker. */
export interface Registry<P extends Plugin = Plugin> {
  /** @throws RegistryError `REGISTRY_UNKNOWN`, listing the known names */
  nonlinearity(name: NameOf<P, 'nonlinearities'>): Nonlinearity
  /** @throws RegistryError `REGISTRY_UNKNOWN`, listing the known names */
  scheme(name: NameOf<P, 'schemes'>): Scheme
  readonly nonlinearities: readonly Nonlinearity[]
  readonly schemes: readonly Scheme[]
  /** All entries with their bounds and owners, as `numeural list` shows them. Backends: `availableBackends()` of core. */
  list(): { readonly nonlinearities: readonly NonlinearityListing[]; readonly schemes: readonly SchemeListing[] }
}

/** The names of the entries of a kind; any text where the plugins' types are not known. */
export type NameOf<P extends Plugin, Kind extends string> = [EntriesOf<P, Kind>] extends [never]
  ? string
  : EntriesOf<P, Kind>['name']

/**
 * Gathers the nonlinearities and schemes of plugins. All formulas are parsed and checked here, so that a wrong one is refused
 * when it is loaded.
 *
 * @throws RegistryError for two entries of one name, naming both owners
 * @throws FormulaError, ParameterError for entries with wrong formulas, naming the plugin, the entry and the formula;
 * ParameterError `PLUGIN_ENTRY` for entries that were not made by `defineNonlinearity` or `defineScheme`
 * @example
 * const numeural = createRegistry(standard, examplePlugin)
 * numeural.nonlinearity('weickert')
 */
export function createRegistry<const P extends readonly Plugin[]>(...plugins: P): Registry<P[number]> {
  const nonlinearities = collectEntries(plugins, 'nonlinearities')
  const schemes = collectEntries(plugins, 'schemes')
  const allNonlinearities = nonlinearities.entries as unknown as readonly Nonlinearity[]
  const allSchemes = schemes.entries as unknown as readonly Scheme[]
  for (const nonlinearity of allNonlinearities) {
    naming(nonlinearities.ownerOf(nonlinearity.name), () => {
      requireNonlinearity(nonlinearity)
      checkNonlinearity(nonlinearity)
    })
  }
  for (const scheme of allSchemes) {
    naming(schemes.ownerOf(scheme.name), () => {
      requireScheme(scheme)
      analyseScheme(scheme)
    })
  }
  return {
    nonlinearity: (name) => nonlinearities.get(name as never) as unknown as Nonlinearity,
    scheme: (name) => schemes.get(name as never) as unknown as Scheme,
    nonlinearities: allNonlinearities,
    schemes: allSchemes,
    list: () => ({
      nonlinearities: allNonlinearities.map((each) => listNonlinearity(each, nonlinearities.ownerOf(each.name))),
      schemes: allSchemes.map((each) => listScheme(each, schemes.ownerOf(each.name))),
    }),
  }
}
