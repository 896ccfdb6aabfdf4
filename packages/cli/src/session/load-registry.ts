import { createRegistry, type Plugin, type Registry } from '@numeural/core'
import { multigrid } from '@numeural/multigrid'
import { standard } from '@numeural/schemes'
import { training } from '@numeural/training'
import { loadPlugins } from './load-plugins.js'

/** What the command knows by name: of its own plugins, and of any others. */
export type CommandRegistry = Registry<typeof standard | typeof multigrid | typeof training | Plugin>

/** What comes with Numeural, and the plugins that `--plugin` names. */
export async function loadRegistry(names: readonly string[], cwd: string): Promise<CommandRegistry> {
  return createRegistry(standard, multigrid, training, ...(await loadPlugins(names, cwd)))
}
