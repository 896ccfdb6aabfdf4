import { createRegistry, type Plugin, type Registry } from '@numeural/core'
import { inpaintingPlugin } from '@numeural/inpainting'
import { multigridPlugin } from '@numeural/multigrid'
import { standardPlugin } from '@numeural/schemes'
import { trainingPlugin } from '@numeural/training'

/** What the command knows by name: of its own plugins, and of any others. */
export type CommandRegistry = Registry<
  typeof standardPlugin | typeof multigridPlugin | typeof trainingPlugin | typeof inpaintingPlugin | Plugin
>

/** What comes with Numeural, and what some plugins have. */
export function loadRegistry(plugins: readonly Plugin[]): CommandRegistry {
  return createRegistry(standardPlugin, multigridPlugin, trainingPlugin, inpaintingPlugin, ...plugins)
}
