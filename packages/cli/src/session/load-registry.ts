import type { Plugin } from '@numeural/core'
import { createRegistry, type Registry, standard } from '@numeural/schemes'
import { loadPlugins } from './load-plugins.js'

/** Everything that is registered, and the plugins that brought it. */
export interface LoadedRegistry {
  readonly registry: Registry
  /** What comes with Numeural first, then the plugins in the order given. */
  readonly plugins: readonly Plugin[]
}

/** Registers the plugins that `--plugin` names beside what comes with Numeural. */
export async function loadRegistry(names: readonly string[], cwd: string): Promise<LoadedRegistry> {
  const plugins = [standard, ...(await loadPlugins(names, cwd))]
  return { registry: createRegistry(...plugins), plugins }
}
