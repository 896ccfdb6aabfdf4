import { createRegistry, type Plugin, type Registry } from '@numeural/core'
import { inpaintingPlugin } from '@numeural/inpainting'
import { multigrid } from '@numeural/multigrid'
import { standard } from '@numeural/schemes'
import { training } from '@numeural/training'

/** What the command knows by name: of its own plugins, and of any others. */
export type CommandRegistry = Registry<
  typeof standard | typeof multigrid | typeof training | typeof inpaintingPlugin | Plugin
>

/** What comes with Numeural, and what some plugins have. */
export function loadRegistry(plugins: readonly Plugin[]): CommandRegistry {
  return createRegistry(standard, multigrid, training, inpaintingPlugin, ...plugins)
}
