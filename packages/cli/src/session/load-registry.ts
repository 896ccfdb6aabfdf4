import { multigrid } from '@numeural/multigrid'
import { createRegistry, type Registry, standard } from '@numeural/schemes'
import { loadPlugins } from './load-plugins.js'

/** What comes with Numeural, and the plugins that `--plugin` names. */
export async function loadRegistry(names: readonly string[], cwd: string): Promise<Registry> {
  return createRegistry(standard, multigrid, ...(await loadPlugins(names, cwd)))
}
