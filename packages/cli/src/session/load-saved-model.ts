import { multigridPlugin } from '@numeural/multigrid'
import type { NetworkBuilder } from '@numeural/schemes'
import type { SavedModel } from '@numeural/training'
import { loadModel } from '@numeural/training/node'
import { loadPlugins } from './load-plugins.js'
import type { Session } from './session.js'

/** The model in a folder, of any kind of network that Numeural or a plugin of `--plugin` has. */
export async function loadSavedModel(session: Session, folder: string): Promise<SavedModel> {
  const plugins = await loadPlugins(session.options.plugin, session.io.cwd)
  const own = plugins.flatMap(({ networks = [] }) => networks as readonly NetworkBuilder[])
  return await loadModel(session.path(folder), { networks: [...multigridPlugin.networks, ...own] })
}
